package dev.catenary.durable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class WholeFileTest {
  @TempDir private Path folder;

  @Test
  void takesTheFormerOnesPlaceAndLeavesNothingBesideIt() throws IOException {
    Path file = folder.resolve("made/here/wish");
    WholeFile.write(file, "a long text that was before");
    WholeFile.write(file, "métres");
    assertThat(file).hasContent("métres");
    assertThat(folder.resolve("made/here")).isDirectoryContaining(file::equals);
    try (var names = Files.list(folder.resolve("made/here"))) {
      assertThat(names).hasSize(1);
    }
  }

  @Test
  void secretIsItsOwnersAloneThoughACutHasLeftItsPartForAll() throws IOException {
    Path key = folder.resolve("key.pem");
    Files.writeString(folder.resolve("key.pem.part"), "half");
    WholeFile.write(key, "whole", PosixFilePermissions.fromString("rw-------"));
    assertThat(key).hasContent("whole");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key)))
        .isEqualTo("rw-------");
  }

  @Test
  void whatCannotBeWrittenLeavesTheFileAsItWas() throws IOException {
    Path file = folder.resolve("state");
    WholeFile.write(file, "before");
    Files.createDirectories(folder.resolve("state.part/in-the-way"));
    assertThatThrownBy(() -> WholeFile.write(file, "after")).isInstanceOf(IOException.class);
    assertThat(file).hasContent("before");
  }
}
