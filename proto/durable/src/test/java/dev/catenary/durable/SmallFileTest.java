package dev.catenary.durable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.catenary.proto.text.TextRefused;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SmallFileTest {
  @TempDir private Path folder;

  @Test
  void textIsReadWholeWithoutItsMark() throws IOException {
    Path file = folder.resolve("key.pem");
    Files.write(file, new byte[] {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF, 'k', 'e', 'y'});
    assertThat(SmallFile.keys(file)).isEqualTo("key");
  }

  @Test
  void fileOfTheBoundIsReadAndALongerOneRefusedByName() throws IOException {
    Path file = folder.resolve("key.pem");
    Files.write(file, new byte[8]);
    assertThat(SmallFile.bytes(file, 8)).hasSize(8);
    assertThatThrownBy(() -> SmallFile.bytes(file, 7))
        .isInstanceOf(TextRefused.class)
        .hasMessageContaining("key.pem: more than 7 bytes")
        .hasMessageContaining("cure: name the right file");
    assertThatThrownBy(() -> SmallFile.text(file, 7))
        .isInstanceOf(TextRefused.class)
        .hasMessageContaining("key.pem: a text of more than 7 bytes");
  }

  /** Its size is 0 by the file system; only a bound on what is read ends it. */
  @Test
  void deviceWithoutAnEndIsRefused() {
    Path zeros = Path.of("/dev/zero");
    assertThatThrownBy(() -> SmallFile.keys(zeros))
        .isInstanceOf(TextRefused.class)
        .hasMessageContaining("more than 1048576 bytes");
    assertThatThrownBy(() -> SmallFile.bytes(zeros, SmallFile.KEYS_BYTES_MAX))
        .isInstanceOf(TextRefused.class);
  }

  @Test
  void otherEncodingIsNamedWithItsLine() throws IOException {
    Path file = folder.resolve("poles.csv");
    Files.write(file, "name\ncafé\n".getBytes(StandardCharsets.ISO_8859_1));
    assertThatThrownBy(() -> SmallFile.text(file, 100))
        .isInstanceOf(TextRefused.class)
        .hasMessageContaining("line 2")
        .hasMessageContaining("poles.csv: the byte 0xE9")
        .hasMessageContaining("cure: save the file as UTF-8");
  }
}
