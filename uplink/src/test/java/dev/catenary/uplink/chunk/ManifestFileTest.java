package dev.catenary.uplink.chunk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.catenary.proto.counter.DeviceCounter;
import dev.catenary.proto.message.ChunkManifest;
import dev.catenary.proto.zone.Rank;
import dev.catenary.uplink.Zones;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ManifestFileTest {
  private static final Checksums LAZ = Checksums.of(ByteBuffer.wrap("123456789".getBytes()));
  private static final ChunkManifest MANIFEST =
      new ManifestWriter(Zones.ORIGIN)
          .describe(
              "epsg32755-32m-5-181250_m7_40-49",
              Zones.zone(5, 40, Rank.CONDUCTOR),
              LAZ,
              new ZoneEventWriter(Zones.ORIGIN, () -> Instant.EPOCH)
                  .describe(Zones.zone(5, 40, Rank.CONDUCTOR), 1, true),
              Map.of(DeviceCounter.PACKETS_MISSING, 3L))
          .setSealNumber(12)
          .build();

  @Test
  void checksumsAreThoseOfThePublishedCheckValues() {
    // RFC 3720's CRC32C and FIPS 180's SHA-256 of "123456789", as the CRC catalogue and sha256sum
    // give them.
    assertThat(LAZ.crc32c()).isEqualTo(0xE3069283);
    assertThat(LAZ.sha256())
        .isEqualTo("15e2b0d3c33891ebb0f1ef609ec419420c20e320ce94c65fbc8c3312448eb225");
  }

  @Test
  void manifestSaysWhatTheZoneHolds() {
    assertThat(MANIFEST.getPointsByClassMap()).isEqualTo(Map.of(14, 1L, 2, 2L));
    assertThat(MANIFEST.getExtent().getEastMinMetres()).isEqualTo(160.0);
    assertThat(MANIFEST.getExtent().getEastMaxMetres()).isEqualTo(162.0);
    assertThat(MANIFEST.getExtent().getNorthMinMetres()).isEqualTo(181_250 * 32 + 30.0);
    assertThat(MANIFEST.getExtent().getNorthMaxMetres()).isEqualTo(181_250 * 32 + 31.0);
    assertThat(MANIFEST.getExtent().getHeightMaxMetres()).isEqualTo(250.002);
    assertThat(MANIFEST.getFirstGpsNanos()).isEqualTo(6_998);
    assertThat(MANIFEST.getLastGpsNanos()).isEqualTo(7_000);
    assertThat(MANIFEST.getLedgerMap()).isEqualTo(Map.of("PACKETS_MISSING", 3L));
    assertThat(MANIFEST.getRank()).isEqualTo(1);
  }

  @Test
  void plainProtobufReaderReadsTheFile() throws Exception {
    byte[] file = ManifestFile.write(MANIFEST);
    var read = ChunkManifest.parseFrom(file);
    assertThat(read.toBuilder().clearManifestCrc32C().build()).isEqualTo(MANIFEST);
    assertThat(read.getManifestCrc32C()).isNotZero();
  }

  @Test
  void wholeFileGivesTheChunk() {
    assertThat(ManifestFile.read(ManifestFile.write(MANIFEST)))
        .isInstanceOfSatisfying(
            ManifestFile.Whole.class,
            whole -> {
              assertThat(whole.chunk().id()).isEqualTo("epsg32755-32m-5-181250_m7_40-49");
              assertThat(whole.chunk().checksums()).isEqualTo(LAZ);
              assertThat(whole.chunk().rank()).isEqualTo(Rank.CONDUCTOR);
              assertThat(whole.chunk().sealNumber()).isEqualTo(12);
            });
  }

  @Test
  void fileCutOffAnywhereIsDamaged() {
    byte[] file = ManifestFile.write(MANIFEST);
    for (int length = 0; length < file.length; length++) {
      assertThat(ManifestFile.read(Arrays.copyOf(file, length)))
          .isInstanceOf(ManifestFile.Damaged.class);
    }
  }

  @Property(tries = 500)
  void anyBitChangedIsDamage(@ForAll @IntRange(min = 0, max = 100_000) int bit) {
    byte[] file = ManifestFile.write(MANIFEST);
    int at = bit % (file.length * 8);
    file[at / 8] ^= (byte) (1 << at % 8);
    assertThat(ManifestFile.read(file)).isInstanceOf(ManifestFile.Damaged.class);
  }

  @Property(tries = 500)
  void randomBytesAreDamaged(@ForAll byte[] bytes) {
    assertThat(ManifestFile.read(bytes)).isInstanceOf(ManifestFile.Damaged.class);
  }
}
