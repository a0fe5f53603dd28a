package dev.catenary.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.catenary.device.update.fetch.ClientLimits;
import dev.catenary.device.update.fetch.Delivery;
import dev.catenary.device.update.fetch.Inbox;
import dev.catenary.device.update.fetch.Sources;
import dev.catenary.device.update.fetch.TrustFolders;
import dev.catenary.device.update.trust.Instruction;
import dev.catenary.device.update.trust.Vehicle;
import dev.catenary.device.update.trust.attack.FreezeException;
import dev.catenary.device.update.trust.attack.SignedInFutureException;
import dev.catenary.release.repository.SignedRepository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Failures that broke updates of others in the field, one test each. */
class FieldReportsTest {
  private static final String THING = "drone-7";
  private static final int FILE_BYTES = 6 << 20;

  @TempDir Path folder;

  private Workshop workshop;
  private Path image;
  private long fetchedBytes;

  @BeforeEach
  void begin() throws IOException {
    workshop = new Workshop(folder.resolve("work"));
    image = workshop.begunImage().folder();
    workshop.begunDirector();
    workshop.add("product/one", "one", 1, "1", "product1", "product2");
    workshop.stamp();
  }

  private void look(Instant clock) throws IOException {
    assertThat(workshop.client("v", image, clock).find("product/one")).isNotNull();
  }

  /** Everything that the vehicle has has expired; what the team has renewed since is taken. */
  @Test
  void vehicleThatStoodFor14MonthsTakesWhatWasRenewedSince() throws IOException {
    look(Workshop.NOW);
    Instant later = Workshop.NOW.plus(Duration.ofDays(425));
    assertThatThrownBy(() -> look(later)).isInstanceOf(FreezeException.class);
    // Renewed within the year, and again: the first root and the second's begin have expired.
    workshop
        .image(Workshop.NOW.plus(Duration.ofDays(200)))
        .rotate(
            "timestamp",
            workshop.ring.publicKeys(List.of("online")),
            1,
            workshop.keys("root1", "root2"));
    SignedRepository renewed = workshop.image(Workshop.NOW.plus(Duration.ofDays(420)));
    renewed.rotate(
        "timestamp",
        workshop.ring.publicKeys(List.of("online")),
        1,
        workshop.keys("root1", "root2"));
    renewed.rotateDelegated(
        "product",
        workshop.ring.publicKeys(List.of("product1", "product2", "product3")),
        2,
        workshop.keys("targets", "product1", "product2"));
    renewed.stamp(workshop.keys("online"), workshop.keys("online"));
    look(later);
  }

  @Test
  void clockOf1970RefusesWhileItIsBelievedAndNoLonger() throws IOException {
    assertThatThrownBy(() -> look(Instant.EPOCH)).isInstanceOf(SignedInFutureException.class);
    look(Workshop.NOW);
    Instant later = Workshop.NOW.plus(Duration.ofDays(20));
    workshop.image(later).stamp(workshop.keys("online"), workshop.keys("online"));
    look(later);
    // A clock that falls back, as one without a battery does.
    assertThatThrownBy(() -> look(Instant.EPOCH)).isInstanceOf(SignedInFutureException.class);
    look(later);
  }

  @Test
  void clockOf2038AndTwentyYearsAheadFreezesWhileItIsWrongAndNoLonger() throws IOException {
    look(Workshop.NOW);
    for (Instant wrong :
        List.of(
            Instant.parse("2038-01-19T03:14:08Z"), Workshop.NOW.plus(Duration.ofDays(20 * 365)))) {
      assertThatThrownBy(() -> look(wrong)).isInstanceOf(FreezeException.class);
      look(Workshop.NOW);
    }
  }

  /** A download that takes days outlives stamps and keys; nothing of it is fetched twice. */
  @Test
  void keysThatChangeFiveTimesInOneDownloadCostNoByteTwice() throws IOException {
    Path tree = Files.createDirectories(folder.resolve("release"));
    byte[] dense = new byte[FILE_BYTES];
    new Random(8).nextBytes(dense);
    Files.write(tree.resolve("java"), dense);
    workshop
        .image(Workshop.NOW)
        .addRelease(
            tree,
            "product/two",
            new Instruction(Optional.empty(), Workshop.HARDWARE, 2, "2"),
            workshop.keys("product1", "product2"));
    workshop.stamp();
    workshop
        .direction()
        .direct(
            List.of(THING), "product/two", 100, workshop.keys("targets"), workshop.keys("online"));
    Path roots = Files.createDirectories(folder.resolve("roots"));
    Files.copy(image.resolve("metadata/1.root.json"), roots.resolve("image.root.json"));
    Files.copy(
        workshop.folder.resolve("director/" + THING + "/metadata/1.root.json"),
        roots.resolve("director.root.json"));
    Inbox inbox = new Inbox(folder.resolve("inbox"));
    int cuts = 0;
    for (int change = 0; change < 6; change++) {
      long until = fetchedBytes + (1 << 20);
      boolean isLast = change == 5;
      Delivery delivery =
          new Delivery(
              inbox,
              new TrustFolders(folder.resolve("trust"), roots),
              List.of(),
              ClientLimits.STANDARD,
              () -> Optional.of(Workshop.NOW),
              came -> {
                fetchedBytes += came;
                if (!isLast && fetchedBytes >= until) {
                  throw new IOException("connection reset");
                }
              },
              0);
      try {
        delivery.fetch(
            Sources.of(workshop.folder, THING),
            new Vehicle(THING, Workshop.HARDWARE, Map.of()),
            Delivery.Beside.NOTHING);
      } catch (IOException e) {
        assertThat(e).hasMessage("connection reset");
        cuts++;
        String key = "online-" + change;
        workshop.make(key);
        for (String role : List.of("timestamp", "snapshot")) {
          workshop
              .image(Workshop.NOW)
              .rotate(
                  role, workshop.ring.publicKeys(List.of(key)), 1, workshop.keys("root1", "root2"));
        }
        workshop.image(Workshop.NOW).stamp(workshop.keys(key), workshop.keys(key));
      }
    }
    assertThat(cuts).isEqualTo(5);
    assertThat(fetchedBytes).isEqualTo(FILE_BYTES);
  }
}
