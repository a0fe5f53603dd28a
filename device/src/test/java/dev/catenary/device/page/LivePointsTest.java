package dev.catenary.device.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LivePointsTest {
  @TempDir private Path folder;

  /** Else the capture would copy points for nobody until the service ends. */
  @Test
  void viewerWhoseHandshakeFailsIsNotWaitedFor() throws Exception {
    try (ServedPage served = new ServedPage(folder, "read-only-without-sign-in: true");
        Visitor withoutKey = served.visitor();
        Visitor viewer = served.visitor()) {
      String[] headers = {
        "Origin: https://" + served.host(),
        "Upgrade: websocket",
        "Connection: Upgrade",
        "Sec-WebSocket-Version: 13",
        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=="
      };
      String[] fewer = Arrays.copyOf(headers, 4);
      assertThatIOException()
          .isThrownBy(() -> withoutKey.say(served.request("GET", "/api/v1/points", "", fewer)))
          .withMessageContaining("closed");
      assertThat(served.parts.watch().points().isWatched()).isFalse();
      assertThat(viewer.say(served.request("GET", "/api/v1/points", "", headers)).status())
          .isEqualTo(101);
    }
  }
}
