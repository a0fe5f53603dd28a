package dev.catenary.device.update.release;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.catenary.device.update.trust.attack.MalformedMetadataException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lists of files, good and hostile. */
class ReleaseListTest {
  private static final String HASH = "0123456789abcdef".repeat(4);

  private static String file(String path) {
    return "{\"path\":\"" + path + "\",\"mode\":\"644\",\"length\":9,\"sha256\":\"" + HASH + "\"}";
  }

  private static ReleaseList read(String files) throws MalformedMetadataException {
    return ReleaseList.read(
        ("{\"_type\":\"release-list\",\"files\":[" + files + "]}").getBytes(UTF_8));
  }

  @Test
  void listIsReadAsItWasWritten() throws Exception {
    ReleaseList list = read(file("lib/one.jar") + "," + file("java.options"));
    assertThat(ReleaseList.read(list.bytes())).isEqualTo(list);
    assertThat(list.slotBytes()).isEqualTo(18);
    assertThat(list.files().getFirst().storedName()).isEqualTo("01/" + HASH);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/etc/passwd",
        "../a",
        "a/../b",
        "a//b",
        "a/",
        ".hidden",
        "a/.hidden",
        "a b",
        "a\\u0000b",
        "a\\\\b",
        "-option",
        ""
      })
  void pathThatLeadsElsewhereIsRefused(String path) {
    assertThatThrownBy(() -> read(file(path))).isInstanceOf(MalformedMetadataException.class);
  }

  @Test
  void twoFilesAtOnePlaceAreRefused() {
    assertThatThrownBy(() -> read(file("a") + "," + file("A")))
        .isInstanceOf(MalformedMetadataException.class);
    assertThatThrownBy(() -> read(file("lib") + "," + file("lib/one")))
        .isInstanceOf(MalformedMetadataException.class);
    assertThatThrownBy(() -> read(file("release.list")))
        .isInstanceOf(MalformedMetadataException.class);
  }

  @Test
  void listWithoutFilesOrOfAnotherKindIsRefused() {
    assertThatThrownBy(() -> read("")).isInstanceOf(MalformedMetadataException.class);
    assertThatThrownBy(() -> ReleaseList.read("{\"_type\":\"root\"}".getBytes(UTF_8)))
        .isInstanceOf(MalformedMetadataException.class);
  }
}
