package dev.catenary.uplink.spool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.catenary.proto.counter.Counters;
import dev.catenary.proto.zone.Rank;
import dev.catenary.uplink.Recorder;
import dev.catenary.uplink.Zones;
import dev.catenary.uplink.chunk.SealedChunk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpoolIndexTest {
  @TempDir Path folder;
  private final Counters counters = new Counters();
  private final List<SealedChunk> sealed = new ArrayList<>();
  private Path index;

  @BeforeEach
  void seal() throws IOException {
    try (Spool spool = open()) {
      Recorder recorder =
          new Recorder(spool, Zones.encoder(200), Zones.ORIGIN, counters, InstantSource.system());
      for (int i = 0; i < 4; i++) {
        sealed.add(recorder.record(Zones.zone(i, 10 * i, Rank.values()[i])));
      }
    }
    index = folder.resolve(SpoolNames.INDEX);
  }

  @Test
  void indexTellsWhatTheManifestsTell() throws IOException {
    List<SpoolEntry> fromIndex = Spool.inspect(folder).entries();
    Files.delete(index);
    assertThat(Spool.inspect(folder).entries()).isEqualTo(fromIndex);
    assertThat(fromIndex).extracting(SpoolEntry::chunk).containsExactlyElementsOf(sealed);
  }

  @Test
  void anyFlippedByteOrCutOfTheIndexChangesNothing() throws IOException {
    byte[] whole = Files.readAllBytes(index);
    Random random = new Random(5);
    for (int i = 0; i < 400; i++) {
      byte[] damaged =
          random.nextBoolean()
              ? whole.clone()
              : java.util.Arrays.copyOf(whole, random.nextInt(whole.length));
      if (damaged.length > 0) {
        damaged[random.nextInt(damaged.length)] ^= (byte) (1 + random.nextInt(255));
      }
      Files.write(index, damaged);
      assertThat(Spool.inspect(folder).entries())
          .extracting(SpoolEntry::chunk)
          .containsExactlyElementsOf(sealed);
    }
  }

  @Test
  void manifestOfAnotherLengthIsReadAndNotBelievedFromTheIndex() throws IOException {
    Path manifest = folder.resolve(sealed.getFirst().id() + SpoolNames.MANIFEST);
    Files.write(manifest, new byte[3]);
    try (Spool spool = open()) {
      assertThat(spool.list()).hasSize(3);
      assertThat(spool.report().damaged()).hasSize(2);
    }
    assertThat(folder.resolve("quarantine").resolve(manifest.getFileName() + ".reason"))
        .content()
        .contains("cut off");
  }

  @Test
  void flippedBitInAManifestIsFoundBeforeItIsSentAtTheLatest() throws IOException {
    SealedChunk chunk = sealed.getFirst();
    Path manifest = folder.resolve(chunk.id() + SpoolNames.MANIFEST);
    byte[] bytes = Files.readAllBytes(manifest);
    bytes[20] ^= 1;
    Files.write(manifest, bytes);
    try (Spool spool = open()) {
      assertThat(spool.manifest(chunk)).isEmpty();
      assertThat(spool.find(chunk.id())).isEmpty();
    }
    assertThat(folder.resolve("quarantine").resolve(manifest.getFileName())).exists();
  }

  @Test
  void linesOfChunksThatHaveLeftGoInTime() throws IOException {
    try (Spool spool = open()) {
      Recorder recorder =
          new Recorder(spool, Zones.encoder(10), Zones.ORIGIN, counters, InstantSource.system());
      for (int i = 0; i < 110; i++) {
        SealedChunk chunk = recorder.record(Zones.zone(100, 100 + i, Rank.OTHER));
        spool.release(
            chunk,
            new Receipt(
                chunk.id(),
                "s",
                "k",
                chunk.checksums().sha256(),
                "",
                Proof.READ_BACK,
                Instant.EPOCH));
      }
    }
    assertThat(Files.readAllLines(index)).hasSize(114);
    open().close();
    assertThat(Files.readAllLines(index)).hasSize(4);
    assertThat(Spool.inspect(folder).entries()).hasSize(4);
  }

  private Spool open() throws IOException {
    return Spool.open(
        new SpoolConfig(folder, 0), counters, () -> Instant.ofEpochSecond(7), event -> {});
  }
}
