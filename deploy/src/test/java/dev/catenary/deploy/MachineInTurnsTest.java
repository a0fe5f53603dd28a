package dev.catenary.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.catenary.capture.replay.ReplaySource;
import dev.catenary.device.assembly.Assembly;
import dev.catenary.device.assembly.Feed;
import dev.catenary.device.assembly.Surroundings;
import dev.catenary.device.config.CatenaryConfig;
import dev.catenary.device.config.ConfigFile;
import dev.catenary.device.flow.Onlooker;
import dev.catenary.device.stage.MachineClock;
import dev.catenary.device.stage.StageProgress;
import dev.catenary.proto.counter.Counters;
import dev.catenary.proto.counter.DeviceCounter;
import dev.catenary.proving.bench.Survey;
import dev.catenary.uplink.chunk.SealedChunk;
import dev.catenary.uplink.spool.Receipt;
import dev.catenary.uplink.spool.SpoolEvent;
import dev.catenary.uplink.transfer.DirectoryConfig;
import dev.catenary.uplink.transfer.DirectoryStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The whole machine on one thread and one clock that the test holds: a simulated survey goes in,
 * receipts come out, and the same again gives the same bytes.
 */
class MachineInTurnsTest {
  private static final Path HOME = Path.of(System.getProperty("catenary.root"));
  private static final int SURVEY_SECONDS = 8;
  private static final Instant BEGIN = Instant.parse("2031-05-06T07:08:09Z");
  private static final long TURN_NANOS = 1_000_000;
  private static final int TURNS_MAX = 2_000_000;

  @TempDir private Path folder;

  /** A run, and all that it left in the store, by name. */
  private record Run(
      List<SealedChunk> sealed,
      List<Receipt> receipts,
      Counters counters,
      Map<String, String> objects,
      Instant end) {}

  @Test
  void surveyGoesInAndReceiptsComeOutTheSameEachTime() throws Exception {
    Path survey = Survey.simulate(HOME, folder, SURVEY_SECONDS);
    Run first = run(survey, Files.createDirectories(folder.resolve("first")));

    assertThat(first.sealed()).hasSizeGreaterThan(5);
    assertThat(first.receipts().stream().map(Receipt::chunkId).toList())
        .containsExactlyInAnyOrderElementsOf(first.sealed().stream().map(SealedChunk::id).toList());
    assertThat(first.sealed().stream().mapToLong(SealedChunk::points).sum())
        .isEqualTo(first.counters().get(DeviceCounter.POINTS_IN_ZONES))
        .isPositive();
    for (DeviceCounter counter : DeviceCounter.values()) {
      if (counter.isLoss()) {
        assertThat(first.counters().get(counter)).as(counter.name()).isZero();
      }
    }
    assertThat(first.receipts())
        .allSatisfy(receipt -> assertThat(receipt.at()).isBetween(BEGIN, first.end()));

    Run second = run(survey, Files.createDirectories(folder.resolve("second")));
    assertThat(second.objects()).isNotEmpty().isEqualTo(first.objects());
  }

  private static Run run(Path survey, Path place) throws Exception {
    Counters counters = new Counters();
    long[] nanos = {0};
    MachineClock clock = new MachineClock(() -> BEGIN.plusNanos(nanos[0]), () -> nanos[0]);
    List<SealedChunk> sealed = new ArrayList<>();
    List<Receipt> receipts = new ArrayList<>();
    Path objects = place.resolve("objects");
    var source = new ReplaySource(List.of(survey), ReplaySource.UNPACED, clock.nanos(), counters);
    Surroundings around =
        Surroundings.of(
                source,
                Feed.RECORDING_JOURNALLED,
                new DirectoryStore(new DirectoryConfig(objects)),
                counters)
            .seenBy(event -> note(event, sealed, receipts), Onlooker.NOBODY)
            .timedBy(clock, new Random(1));
    try (Assembly machine = new Assembly(config(place), "test", around)) {
      int turns = 0;
      int idle = 0;
      while (!(machine.awaitEndOfSource(0) && idle > 1_000) && turns++ < TURNS_MAX) {
        idle = machine.turn() > 0 ? 0 : idle + 1;
        nanos[0] += TURN_NANOS;
        assertThat(machine.broken()).isNull();
      }
      assertThat(machine.awaitEndOfSource(0)).as("read to the end").isTrue();
      assertThat(machine.progress().stream().filter(StageProgress::running)).isEmpty();
      assertThat(machine.spool().list()).isEmpty();
      machine.stopIntake();
    }
    return new Run(sealed, receipts, counters, hashes(objects), BEGIN.plusNanos(nanos[0]));
  }

  private static void note(SpoolEvent event, List<SealedChunk> sealed, List<Receipt> receipts) {
    switch (event) {
      case SpoolEvent.ChunkSealed(SealedChunk chunk, Instant _) -> sealed.add(chunk);
      case SpoolEvent.ChunkUploaded(SealedChunk _, Receipt receipt) -> receipts.add(receipt);
      default -> {}
    }
  }

  private static CatenaryConfig config(Path place) throws Exception {
    String text =
        """
        vehicle: drone
        mission: turns
        data-directory: data
        sensors:
          - name: belly
            type: velodyne
            link: {address: 127.0.0.1, port: 2368}
            position-port: 8308
            mount: {lever-arm: [0.12, 0, -0.18], boresight: [0, 90, 0]}
        position:
          source: ins
          links: [{address: 127.0.0.1, port: 3001}]
        zones: {leave-after: 4, age-max: 20, workers: 2}
        classification: {model: rules}
        spool: {reserve: 64}
        upload: {store: directory, directory: objects}
        """;
    return ConfigFile.parse("test", text, place).require();
  }

  private static Map<String, String> hashes(Path objects) throws Exception {
    Map<String, String> hashes = new TreeMap<>();
    try (Stream<Path> files = Files.walk(objects)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        hashes.put(objects.relativize(file).toString(), hash(file));
      }
    }
    return hashes;
  }

  private static String hash(Path file) throws Exception {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
    } catch (IOException e) {
      throw new AssertionError("unreadable: " + file, e);
    }
  }
}
