package dev.catenary.release;

import static org.assertj.core.api.Assertions.assertThat;

import dev.catenary.device.update.fetch.ClientLimits;
import dev.catenary.device.update.fetch.Delivery;
import dev.catenary.device.update.fetch.Inbox;
import dev.catenary.device.update.fetch.Sources;
import dev.catenary.device.update.fetch.TrustFolders;
import dev.catenary.device.update.trust.Instruction;
import dev.catenary.device.update.trust.Vehicle;
import dev.catenary.device.update.trust.attack.TrustException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A whole release over a link that is cut each 7 MB, from a server in a process of its own. */
class LinkTest {
  private static final String THING = "drone-7";
  private static final long CUT_BYTES = 7_000_000;

  @TempDir Path folder;

  @Test
  void cutEachSevenMegabytesSendsAtMostFivePercentTwice() throws Exception {
    Workshop workshop = new Workshop(folder.resolve("work"));
    workshop.begunImage();
    workshop.begunDirector();
    long releaseBytes = release(workshop);
    Path roots = Files.createDirectories(folder.resolve("roots"));
    Files.copy(
        workshop.folder.resolve("image/metadata/1.root.json"), roots.resolve("image.root.json"));
    Files.copy(
        workshop.folder.resolve("director/" + THING + "/metadata/1.root.json"),
        roots.resolve("director.root.json"));
    Path told = folder.resolve("told");
    Process server =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "-Xmx64m",
                "-cp",
                System.getProperty("java.class.path"),
                CuttingServer.class.getName(),
                workshop.folder.toString(),
                CUT_BYTES + "")
            .redirectOutput(told.toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      URI base = URI.create("http://127.0.0.1:" + port(told));
      Inbox inbox = new Inbox(folder.resolve("inbox"));
      int cuts = 0;
      boolean isThere = false;
      while (!isThere && cuts < 100) {
        try {
          isThere =
              new Delivery(
                      inbox,
                      new TrustFolders(folder.resolve("trust"), roots),
                      List.of(),
                      ClientLimits.STANDARD,
                      () -> Optional.of(Workshop.NOW),
                      _ -> {},
                      0)
                  .fetch(
                      Sources.of(base, THING),
                      new Vehicle(THING, Workshop.HARDWARE, Map.of()),
                      Delivery.Beside.NOTHING)
                  .isPresent();
        } catch (TrustException e) {
          throw e;
        } catch (IOException e) {
          cuts++;
        }
      }
      assertThat(isThere).isTrue();
      assertThat(cuts).isBetween(7, 20);
      long sentBytes = sent(told);
      for (int look = 0; look < 100 && sentBytes < releaseBytes; look++) {
        // The last connection is told of when it has ended.
        Thread.sleep(100);
        sentBytes = sent(told);
      }
      assertThat(sentBytes).isGreaterThanOrEqualTo(releaseBytes);
      assertThat(sentBytes).isLessThanOrEqualTo(releaseBytes + releaseBytes / 20);
    } finally {
      server.destroyForcibly();
    }
  }

  private static long sent(Path told) throws IOException {
    return Files.readAllLines(told).stream().skip(1).mapToLong(Long::parseLong).max().orElse(0);
  }

  private static String port(Path told) throws IOException, InterruptedException {
    for (int look = 0; look < 600; look++) {
      List<String> lines = Files.exists(told) ? Files.readAllLines(told) : List.of();
      if (!lines.isEmpty()) {
        return lines.getFirst();
      }
      Thread.sleep(100);
    }
    throw new IOException("the server has told no port");
  }

  /** One large file and many small ones, none of which gets smaller by compression. */
  private long release(Workshop workshop) throws IOException {
    Path tree = Files.createDirectories(folder.resolve("release/lib"));
    Random random = new Random(62);
    long all = 0;
    for (int i = 0; i < 21; i++) {
      byte[] bytes = new byte[i == 0 ? 42_000_000 : 1_000_000];
      random.nextBytes(bytes);
      Files.write(tree.resolve("lib-" + i + ".jar"), bytes);
      all += bytes.length;
    }
    workshop
        .image(Workshop.NOW)
        .addRelease(
            tree.getParent(),
            "product/two",
            new Instruction(Optional.empty(), Workshop.HARDWARE, 2, "2"),
            workshop.keys("product1", "product2"));
    workshop.stamp();
    workshop
        .direction()
        .direct(
            List.of(THING), "product/two", 100, workshop.keys("targets"), workshop.keys("online"));
    return all;
  }
}
