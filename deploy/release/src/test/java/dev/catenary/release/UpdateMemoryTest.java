package dev.catenary.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file of twice the heap goes from a stick into a slot. */
class UpdateMemoryTest {
  @TempDir Path folder;

  @Test
  void clientAndInstallerNeedSixtyFourMebibytesWhateverTheSize() throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.catenary.release.UpdateInSmallHeap",
                folder.toString())
            .inheritIO()
            .start();
    assertThat(process.waitFor()).isZero();
  }
}
