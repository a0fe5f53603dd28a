package dev.catenary.uplink.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class UploadStateTest {
  private static final UploadState STATE =
      new UploadState("s3://bucket at AWS x", "a/b.laz", "2~id/+=", 8 << 20, 3);

  @Test
  void writtenStateReadsBack() {
    assertThat(UploadState.parse(STATE.encoded())).contains(STATE);
  }

  @Test
  void stateCutOffAnywhereIsNone() {
    byte[] whole = STATE.encoded();
    for (int length = 0; length < whole.length; length++) {
      assertThat(UploadState.parse(Arrays.copyOf(whole, length))).isEmpty();
    }
  }

  @Property(tries = 200)
  void randomBytesAreNone(@ForAll byte[] bytes) {
    assertThat(UploadState.parse(bytes)).isEmpty();
  }
}
