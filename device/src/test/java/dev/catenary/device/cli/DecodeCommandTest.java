package dev.catenary.device.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.catenary.proto.testing.RecordingsFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DecodeCommandTest {
  private static final Path SENSORS = RecordingsFolder.excerpts().resolve("sensors");

  @TempDir private Path folder;

  private int decode(Path recording, String... more) {
    String[] args = new String[4 + more.length];
    args[0] = "decode";
    args[1] = recording.toString();
    args[2] = "--out";
    args[3] = folder.resolve("points.csv").toString();
    System.arraycopy(more, 0, args, 4, more.length);
    return CatenaryCommand.execute(args);
  }

  /** 21,631 first and 172 second returns by the maker's software, and the line of names. */
  @Test
  void oustersMetadataIsFoundBesideItsRecording() throws IOException {
    assertThat(decode(SENSORS.resolve("ouster-os0-32-dual/capture.pcap"))).isZero();
    assertThat(Files.readAllLines(folder.resolve("points.csv")))
        .hasSize(1 + 21_631 + 172)
        .startsWith("packet,x,y,z,intensity,ring,return,time_ns");
  }

  @Test
  void oustersMetadataIsGiven() throws IOException {
    Path cases = SENSORS.resolve("ouster-edge-cases");
    Path recording = cases.resolve("same_ports_legacy.pcap");
    assertThat(decode(recording)).as("no metadata beside it").isEqualTo(1);
    assertThat(
            decode(recording, "--metadata", cases.resolve("same_ports_legacy.1.json").toString()))
        .isZero();
    assertThat(Files.readAllLines(folder.resolve("points.csv"))).hasSizeGreaterThan(1);
  }

  @Test
  void velodyneIsFoundWithoutAnyOption() throws IOException {
    assertThat(decode(SENSORS.resolve("velodyne-vlp16-gps-locked/capture.pcap"))).isZero();
    assertThat(Files.readAllLines(folder.resolve("points.csv"))).hasSizeGreaterThan(1);
  }

  @Test
  void optionsOfTwoMakersTogetherAreRefused() {
    Path recording = SENSORS.resolve("ouster-os0-32-dual/capture.pcap");
    assertThat(decode(recording, "--model", "VLP-16", "--metadata", "a.json")).isEqualTo(2);
  }

  @Test
  void metadataOfAnotherSensorGivesNoPointAndFails() throws IOException {
    String other = SENSORS.resolve("ouster-os2-128-single/metadata.json").toString();
    assertThat(decode(SENSORS.resolve("ouster-os0-32-dual/capture.pcap"), "--metadata", other))
        .isEqualTo(1);
    assertThat(Files.readAllLines(folder.resolve("points.csv"))).hasSize(1);
  }
}
