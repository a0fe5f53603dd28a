package dev.catenary.inference.training.cloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LabelledCloudTest {
  @TempDir private Path folder;

  @Test
  void cloudsAreFoundBelowAFolderByName() throws IOException {
    Files.createDirectories(folder.resolve("b"));
    Files.createFile(folder.resolve("b/second.LAZ"));
    Files.createFile(folder.resolve("a.las"));
    Files.createFile(folder.resolve("notes.md"));
    assertThat(LabelledCloud.filesAt(folder))
        .isEqualTo(List.of(folder.resolve("a.las"), folder.resolve("b/second.LAZ")));
  }

  @Test
  void nothingThereIsSaid() {
    assertThatThrownBy(() -> LabelledCloud.filesAt(folder.resolve("none")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("found nothing")
        .hasMessageContaining("none");
  }

  @Test
  void classesAreThoseOfTheStandard() {
    assertThat(TrueClass.ofAsprs(14)).isEqualTo(TrueClass.CONDUCTOR);
    assertThat(TrueClass.ofAsprs(15)).isEqualTo(TrueClass.POLE);
    assertThat(TrueClass.ofAsprs(4)).isEqualTo(TrueClass.VEGETATION);
    assertThat(TrueClass.ofAsprs(6)).isEqualTo(TrueClass.BUILDING);
    assertThat(TrueClass.ofAsprs(9)).isEqualTo(TrueClass.OTHER);
    assertThat(TrueClass.ofAsprs(1)).isEqualTo(TrueClass.UNKNOWN);
    assertThat(TrueClass.ofAsprs(7)).isEqualTo(TrueClass.UNKNOWN);
  }
}
