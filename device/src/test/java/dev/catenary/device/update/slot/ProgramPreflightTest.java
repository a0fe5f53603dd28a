package dev.catenary.device.update.slot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A new release before it is chosen, with a start script that plays it. */
class ProgramPreflightTest {
  private static final Path RECORDING =
      Path.of(System.getProperty("catenary.root"), "testdata/sensors/velodyne-vlp16-dual");

  @TempDir private Path folder;

  private Path slot;

  @BeforeEach
  void begin() throws IOException {
    slot = Files.createDirectories(folder.resolve("installer/a"));
  }

  /** Its decode copies a file; with AOTCacheOutput it writes one. */
  private ProgramPreflight preflight(String more) throws IOException {
    Path program =
        Files.writeString(
            folder.resolve("program"),
            """
            #!/bin/sh
            echo "$CATENARY_SLOT $1" >>%1$s/said
            case "${CATENARY_JAVA_OPTS:-}" in
            -XX:AOTCacheOutput=*) echo cache >"${CATENARY_JAVA_OPTS#*=}" ;;
            esac
            %2$s
            [ "$1" != decode ] || cp %1$s/decoded.csv "$4"
            """
                .formatted(folder, more));
    assertThat(program.toFile().setExecutable(true)).isTrue();
    return new ProgramPreflight(program, folder.resolve("catenary.yaml"));
  }

  private void recording(String decoded) throws IOException {
    Path known = Files.createDirectories(slot.resolve("preflight"));
    Files.writeString(known.resolve("capture.pcap"), "a recording");
    Files.writeString(
        known.resolve("points.csv"),
        """
        packet,x,y,z,intensity,time,column,ring,return_type
        0,1.00000,2.00000,3.00000,17,0.00003,0,14,1
        7,-1.50000,0.25000,0.00000,59,0.00034,0,15,1
        """);
    Files.writeString(
        folder.resolve("decoded.csv"), "packet,x,y,z,intensity,ring,return,time_ns\n" + decoded);
  }

  @Test
  void releaseThatDecodesTheKnownPointsGetsItsStartUpCache() throws IOException {
    recording("0,1.002,2.001,2.999,17,14,1,5\n0,9,9,9,1,14,1,6\n7,-1.5,0.25,0,59,15,1,7\n");
    Files.writeString(folder.resolve("installer/a.aot"), "of the release before");
    preflight("").tryOut("a", slot);
    assertThat(folder.resolve("installer/a.aot")).hasContent("cache");
    assertThat(Files.readAllLines(folder.resolve("said")))
        .isEqualTo(List.of("a --version", "a check-config", "a decode", "a check-config"));
  }

  @Test
  void releaseThatDecodesWronglyIsRefused() throws IOException {
    recording("0,1.002,2.001,2.999,17,14,1,5\n7,-1.5,0.262,0,59,15,1,7\n");
    ProgramPreflight preflight = preflight("");
    assertThatThrownBy(() -> preflight.tryOut("a", slot))
        .hasMessageContaining("does not decode 1 of 2 known points");
    assertThat(folder.resolve("installer/a.aot")).doesNotExist();
    recording("0,1.002,2.001,2.999,17,13,1,5\n7,-1.5,0.25,0,59,15,1,7\n");
    assertThatThrownBy(() -> preflight.tryOut("a", slot)).hasMessageContaining("1 of 2");
    recording("no points\n");
    assertThatThrownBy(() -> preflight.tryOut("a", slot)).isInstanceOf(IOException.class);
  }

  @Test
  void releaseThatEndsIsRefusedAndACacheThatFailsIsNone() throws IOException {
    ProgramPreflight ends = preflight("[ $1 != check-config ] || exit 3");
    assertThatThrownBy(() -> ends.tryOut("a", slot)).hasMessageContaining("status 3");
    preflight("[ -z \"${CATENARY_JAVA_OPTS:-}\" ] || exit 1").tryOut("a", slot);
    assertThat(folder.resolve("installer/a.aot")).doesNotExist();
    assertThat(folder.resolve("installer/a.aot.part")).doesNotExist();
  }

  /** The points that go into the package are read as they are there. */
  @Test
  void knownPointsOfThePackageAreThemselves() throws IOException {
    Path points = folder.resolve("points.csv");
    try (var packed =
        new GZIPInputStream(Files.newInputStream(RECORDING.resolve("expected.csv.gz")))) {
      Files.copy(packed, points);
    }
    KnownPoints.read(points).check(points);
    Path fewer = folder.resolve("fewer.csv");
    List<String> lines = Files.readAllLines(points);
    Files.write(fewer, lines.subList(0, 20), StandardOpenOption.CREATE);
    assertThatThrownBy(() -> KnownPoints.read(points).check(fewer))
        .hasMessageContaining("known points");
  }
}
