package dev.catenary.uplink.laz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.catenary.proto.zone.Zone;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Our compressed points are byte for byte those of native LASzip.
 *
 * <p>The digests are of LASzip's bytes, not of ours: its library (3.5.1, commit ac3e9e9) read each
 * file point by point and wrote the points anew with its own compressor; digested is all from the
 * first chunk to the end of the chunk table. docs/laz.md says how to make them again.
 */
class NativeLaszipTest {
  private static final int OFFSET_TO_POINTS = 96;
  private static final int CHUNK_TABLE_OFFSET_LENGTH = 8;

  @ParameterizedTest
  @CsvSource({
    "random, 0, af5570f5a1810b7af78caf4bc70a660f0df51e42baf91d4de5b2328de0e83dfc",
    "random, 1, 1e2a7bd8cedfd708c009a6de714a3783a6597b61e69ba24e5e4f480998aab703",
    "random, 2, 28b7e3ff1ab3fc124e20acebfcc659b0e73cc05eb7e28bb4390bd5dbdf3f45bb",
    "random, 1000, a48ac7f95893392d27cf573b0b663864b6f2ef5df250dbe00fba5e5ec314f1ba",
    "random, 50000, 68fe8c5c68ff86831b41279d1191c5694d0494b8e22857804d15262b2ec62f26",
    "random, 50001, 5516b7fb92dd0b38394451e2831eedbc00d5aad79c9d4a746b455a122f180fb6",
    "random, 120000, 9a280db280ee58f73187b5e9e2bfc72591192e018877a2a6d8e0b3039d206654",
    "scanned, 1, 33053c190d3e2ce9d1af88e416cf6dee30fc3ca4a0df3f81b88c8b2aba2a2615",
    "scanned, 1000, 2aba7f49605eb0754cf132e063f9ae0a8a9e5abfae2fef8394d08502096cd6fd",
    "scanned, 49999, 2a8db86abc54384be14edf635467d4af7d4236fde463b7121b5c3dc077d74c62",
    "scanned, 120000, b0d15a40cb332035a299af9ad4dc829c7a673a2f8cef63e32731e1da1de63ca2",
    "same, 60000, 28134b696134fab450129e2a3901b63db5b9fcd89bc25dc3f87174cd00af981f"
  })
  void pointsAreThoseOfNativeLaszip(String kind, int points, String laszipSha256)
      throws NoSuchAlgorithmException {
    Zone zone = Clouds.named(kind, points);
    var metadata = new LazMetadata("PROJCS[\"test\"]", "1");
    ByteBuffer file = new LazChunkEncoder(metadata, () -> Instant.EPOCH).encode(zone);
    int start = file.order(ByteOrder.LITTLE_ENDIAN).getInt(OFFSET_TO_POINTS);
    file.position(start + CHUNK_TABLE_OFFSET_LENGTH);
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    digest.update(file);
    assertThat(HexFormat.of().formatHex(digest.digest())).isEqualTo(laszipSha256);
  }
}
