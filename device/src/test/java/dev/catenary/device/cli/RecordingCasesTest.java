package dev.catenary.device.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.catenary.proto.testing.Recordings;
import dev.catenary.proto.testing.RecordingsFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Recordings that are not as they should be: each gives its right result or its true cause. */
class RecordingCasesTest {
  /** Of the first 60 packets of the VLP-16 recording, by the same decoder on the recording. */
  private static final int POINTS = 5_315;

  @TempDir private Path folder;

  private CaseRun decode(String name, String... more) throws IOException {
    CaseRun.copy(name, folder);
    String[] words = new String[4 + more.length];
    words[0] = "decode";
    words[1] = "input.pcap";
    words[2] = "--out";
    words[3] = "points.csv";
    System.arraycopy(more, 0, words, 4, more.length);
    return CaseRun.of(folder, words);
  }

  private CaseRun replay(String name, String config) throws IOException {
    CaseRun.copy(name, folder);
    return CaseRun.of(folder, "replay", "--config", config, "input.pcap");
  }

  @Test
  void recordsThatAreCutOffAreToldWithTheirLengths() throws IOException {
    CaseRun run = decode("capture-cut-by-snaplen");
    assertThat(run.status()).isEqualTo(1);
    assertThat(run.said())
        .contains("60 records cut off at 96 bytes (of 1,248)")
        .contains("tcpdump -s 0");
  }

  @Test
  void frameOfALinkTypeThatIsNotReadIsToldWithItsNumber() throws IOException {
    CaseRun run = decode("capture-unknown-link-type");
    assertThat(run.status()).isEqualTo(1);
    assertThat(run.said())
        .contains("20 frames of link type 258")
        .contains("expected Ethernet (1)")
        .contains("-y EN10MB");
  }

  @Test
  void packetThatStandsTwiceIsTakenOnce() throws IOException {
    CaseRun run = replay("capture-every-packet-twice", "config.yaml");
    assertThat(run.status()).isZero();
    assertThat(run.said())
        .contains("Points decoded   5,315")
        .contains("60 datagrams stand twice")
        .containsPattern("Losses +none");
    CaseRun decoded = CaseRun.of(folder, "decode", "input.pcap", "--out", "points.csv");
    assertThat(decoded.said()).contains("taken once");
    assertThat(CaseRun.points(folder.resolve("points.csv"))).isEqualTo(POINTS);
  }

  /** The source file over IPv4 has these 40 packets first. */
  @Test
  @Recordings
  void fragmentsOfIpv6AreJoined() throws IOException {
    CaseRun run = decode("capture-ipv6-fragments");
    assertThat(run.status()).isZero();
    Path ipv4 = RecordingsFolder.path().resolve("sensors/ouster-os0-32-dual/capture.pcap");
    CaseRun.of(folder, "decode", ipv4.toString(), "--out", "ipv4.csv");
    assertThat(Files.readAllLines(folder.resolve("points.csv")))
        .hasSizeGreaterThan(10_000)
        .isEqualTo(
            Files.readAllLines(folder.resolve("ipv4.csv")).stream()
                .filter(line -> line.startsWith("packet") || isBelow(line, 40))
                .toList());
  }

  private static boolean isBelow(String line, int packets) {
    return Integer.parseInt(line.substring(0, line.indexOf(','))) < packets;
  }

  @Test
  void portThatNobodyIsConfiguredForIsToldWithItsSender() throws IOException {
    CaseRun run = replay("replay-other-ports-than-configured", "config.yaml");
    assertThat(run.status()).isEqualTo(1);
    assertThat(run.said())
        .contains("16 datagrams to port 7504 (8,448 bytes")
        .contains("from 192.168.1.5")
        .contains("cure: link.port: 7504")
        .contains("Nothing was decoded");
  }

  @Test
  void sourceOfALinkHoldsInAReplay() throws IOException {
    CaseRun run = replay("replay-two-sensors-one-port", "config.yaml");
    assertThat(run.status()).isZero();
    assertThat(run.said())
        .contains("Points decoded   5,315")
        .contains("60 datagrams to port 2368")
        .contains("from 192.168.1.202");
  }

  @Test
  void twoSensorsAtOnePortAreToldApartByTheirSenders() throws IOException {
    CaseRun run = replay("replay-two-sensors-one-port", "both.yaml");
    assertThat(run.status()).isZero();
    assertThat(run.said()).contains("Points decoded   10,630").containsPattern("Losses +none");
  }

  @Test
  void sendersOfARecordingAreNamedAndOneIsChosen() throws IOException {
    CaseRun run = decode("replay-two-sensors-one-port");
    assertThat(run.status()).isEqualTo(1);
    assertThat(run.said())
        .contains("found packets of 2 senders")
        .contains("192.168.1.201 (60 packets to port 2368)")
        .contains("192.168.1.202 (60 packets to port 2368)")
        .contains("--source");
    CaseRun chosen =
        CaseRun.of(
            folder, "decode", "input.pcap", "--out", "points.csv", "--source", "192.168.1.201");
    assertThat(chosen.status()).isZero();
    assertThat(CaseRun.points(folder.resolve("points.csv"))).isEqualTo(POINTS);
    CaseRun wrong =
        CaseRun.of(folder, "decode", "input.pcap", "--out", "points.csv", "--source", "roof");
    assertThat(wrong.status()).isEqualTo(2);
    assertThat(wrong.said()).contains("found the address roof");
  }

  @Test
  void modelThatIsGivenGoesBeforeAnUnknownProductByte() throws IOException {
    CaseRun without = decode("velodyne-model-given-byte-unknown");
    assertThat(without.status()).isEqualTo(1);
    assertThat(without.said()).contains("product byte 0x00").contains("0x22 VLP-16");
    CaseRun with =
        CaseRun.of(folder, "decode", "input.pcap", "--out", "points.csv", "--model", "VLP-16");
    assertThat(with.status()).isZero();
    assertThat(with.said()).contains("product byte 0x00").contains("none of the known");
    assertThat(CaseRun.points(folder.resolve("points.csv"))).isEqualTo(POINTS);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "gnss-datagram-without-line-end",
        "gnss-date-by-zda",
        "gnss-gns-only",
        "ins-inspva-long-header",
        "ins-inspvax-ascii"
      })
  void everyPointIsPlaced(String name) throws IOException {
    CaseRun run = replay(name, "config.yaml");
    assertThat(run.said()).contains("Points in chunks 5,315").containsPattern("Losses +none");
    assertThat(run.status()).isZero();
  }

  @Test
  void missingGeoidSeparationIsThatOfEgm96OrTheConfiguredOne() throws IOException {
    CaseRun run = replay("gnss-gga-without-geoid", "config.yaml");
    assertThat(run.status()).isZero();
    assertThat(run.said()).contains("Points in chunks 5,315").containsPattern("Losses +none");
    Path config = folder.resolve("config.yaml");
    Files.writeString(
        config,
        Files.readString(config)
            .replace("source: gnss,", "source: gnss, geoid-separation: 4.1,")
            .replace("data-directory: data", "data-directory: second"));
    CaseRun cured = CaseRun.of(folder, "replay", "--config", "config.yaml", "input.pcap");
    assertThat(cured.said()).contains("Points in chunks 5,315").containsPattern("Losses +none");
    assertThat(cured.status()).isZero();
  }

  /** GPS week 2244 begins on 2023-01-08; the recording is of its second 264488. */
  private void trajectory() throws IOException {
    StringBuilder text =
        new StringBuilder(
            "time_gps_sow,latitude_deg,longitude_deg,height_m,roll_deg,pitch_deg,heading_deg\n");
    for (int second = 264_480; second <= 264_500; second++) {
      text.append(second).append(",-37.8,145.0,54.1,1,2,45\n");
    }
    Files.writeString(folder.resolve("ppk.csv"), text);
  }

  @Test
  void trajectoryPlacesTheSurveyInPlaceOfTheReceiver() throws IOException {
    CaseRun.copy("ins-inspvax-ascii", folder);
    trajectory();
    CaseRun run =
        CaseRun.of(
            folder,
            "replay",
            "--config",
            "config.yaml",
            "--trajectory",
            "ppk.csv",
            "--trajectory-date",
            "2023-01-11",
            "input.pcap");
    assertThat(run.said())
        .contains("Trajectory ppk.csv (CSV): 21 epochs, 1 a second, 2023-01-11T01:27:42Z to")
        .contains("Points in chunks 5,315")
        .containsPattern("Losses +none");
    assertThat(run.status()).isZero();
  }

  @Test
  void trajectoryOfAnotherDayPlacesNothingAndBothSpansAreTold() throws IOException {
    CaseRun.copy("ins-inspvax-ascii", folder);
    trajectory();
    CaseRun run =
        CaseRun.of(
            folder,
            "replay",
            "--config",
            "config.yaml",
            "--trajectory",
            "ppk.csv",
            "--trajectory-date",
            "2023-01-18",
            "input.pcap");
    assertThat(run.said())
        .contains("that ppk.csv does not cover; it holds 2023-01-18T01:27:42Z to")
        .contains("Every point was lost");
    assertThat(run.status()).isEqualTo(1);
  }

  @Test
  void trajectoryWithoutItsDateIsAskedForIt() throws IOException {
    CaseRun.copy("ins-inspvax-ascii", folder);
    trajectory();
    CaseRun run =
        CaseRun.of(
            folder, "replay", "--config", "config.yaml", "--trajectory", "ppk.csv", "input.pcap");
    assertThat(run.said()).contains("ppk.csv: found times", "--trajectory-date");
    assertThat(run.status()).isEqualTo(1);
  }
}
