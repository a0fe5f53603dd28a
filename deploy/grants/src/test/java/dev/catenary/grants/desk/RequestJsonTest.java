package dev.catenary.grants.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.catenary.grants.request.Reason;
import dev.catenary.grants.request.RefusedException;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class RequestJsonTest {
  private static final String GOOD =
      """
      {"id":"0123456789abcdef","time":"2026-01-01T00:00:00Z","action":"part",
       "key":"d/m/rank1/x.laz","capturedAt":"2026-01-01T00:00:00.000000001Z",
       "upload":"u-1","part":3,"length":9,"headers":{"x-amz-checksum-crc32c":"AAAAAA=="}}
      """;

  @Property
  void anyBytesAreRefusedOrRead(@ForAll byte[] bytes) {
    check(bytes);
  }

  @Property
  void anyChangeOfAGoodRequestIsRefusedOrRead(@ForAll int at, @ForAll byte value) {
    byte[] bytes = GOOD.getBytes(StandardCharsets.UTF_8);
    bytes[Math.floorMod(at, bytes.length)] = value;
    check(bytes);
  }

  private static void check(byte[] bytes) {
    try {
      RequestJson.read(bytes);
    } catch (RefusedException e) {
      assertThat(e.reason()).isEqualTo(Reason.REQUEST);
      assertThat(e.getMessage()).matches("[\\x20-\\x7e]+");
    }
  }

  @Test
  void goodRequestIsReadAsWritten() throws Exception {
    var request = RequestJson.read(GOOD.getBytes(StandardCharsets.UTF_8));
    assertThat(request.part()).isEqualTo(3);
    assertThat(request.length()).isEqualTo(9);
    assertThat(request.capturedAt().getNano()).isEqualTo(1);
    assertThat(request.headers()).containsEntry("x-amz-checksum-crc32c", "AAAAAA==");
  }

  @Test
  void fieldsThatAreUnknownOrOfAnotherKindAreRefused() {
    for (String bad :
        new String[] {
          GOOD.replace("\"part\":3", "\"vehicle\":\"d\""),
          GOOD.replace("\"part\":3", "\"part\":3.5"),
          GOOD.replace("\"part\":3", "\"part\":-1"),
          GOOD.replace("\"part\":3", "\"part\":null"),
          GOOD.replace("\"part\"}", "x"),
          GOOD.replace("0123456789abcdef", "short"),
          GOOD.replace("\"action\":\"part\"", "\"action\":\"delete\""),
        }) {
      if (!bad.equals(GOOD)) {
        assertThatThrownBy(() -> RequestJson.read(bad.getBytes(StandardCharsets.UTF_8)))
            .as(bad)
            .isInstanceOf(RefusedException.class);
      }
    }
  }
}
