package dev.catenary.device.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ConfigFileTest {
  private static final Path BASE = Path.of("/etc/catenary");

  private static ConfigFile parse(String text) throws ConfigException {
    return ConfigFile.parse("test.yaml", text, BASE);
  }

  @Test
  void oneSensorIsEnoughAndEverythingElseHasADefault() throws ConfigException {
    ConfigFile file = parse("sensors:\n  - name: roof\n");
    assertThat(file.problems()).isEmpty();
    assertThat(file.config().sensors().getFirst().link().port()).isEqualTo(2368);
    assertThat(file.config().dataDirectory()).isEqualTo(BASE.resolve("data"));
  }

  @Test
  void unknownKeyIsRefusedWithItsLineAndTheKeyItWasMeantToBe() throws ConfigException {
    ConfigFile file = parse("sensors:\n  - name: roof\nzones:\n  cel: 16\n");
    assertThat(file.problems()).hasSize(1);
    assertThat(file.problems().getFirst().toString())
        .startsWith("line 4: zones.cel: found an unknown key")
        .endsWith("Did you mean \"cell\"?");
  }

  @Test
  void wrongValueIsRefusedWithWhatWasFoundAndExpected() throws ConfigException {
    ConfigFile file = parse("sensors:\n  - name: roof\n    link:\n      port: many\n");
    assertThat(file.problems())
        .singleElement()
        .hasToString(
            "line 4: sensors[0].link.port: found \"many\"; expected a whole number from 1 to 65535."
                + " Correct the value.");
  }

  /** Feet; and positions in a datum that cannot be brought into the frame's. */
  @Test
  void mapFrameThatCannotBeUsedIsRefusedBeforeAnythingStarts() throws ConfigException {
    assertThat(parse("sensors:\n  - name: roof\nmap:\n  crs: EPSG:2227\n").problems())
        .singleElement()
        .asString()
        .startsWith("line 4: map.crs: found \"EPSG:2227\"")
        .contains("us-ft");
    assertThat(parse("sensors:\n  - name: roof\nposition:\n  datum: gda94\n").problems())
        .singleElement()
        .asString()
        .contains("auto-utm")
        .contains("EPSG:7855");
    assertThat(
            parse("sensors:\n  - name: roof\nposition:\n  datum: gda94\nmap:\n  crs: EPSG:7855\n")
                .problems())
        .isEmpty();
  }

  @Test
  void everyProblemIsFoundInOneReading() throws ConfigException {
    ConfigFile file =
        parse("vehicle: a/b\nsensors:\n  - type: sick\nupload:\n  store: s3\nspeed: 4\n");
    assertThat(file.problems())
        .extracting(ConfigProblem::key)
        .containsExactly("vehicle", "sensors[0].type", "upload.bucket", "speed");
    assertThatThrownBy(file::require)
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("test.yaml: line 1: vehicle");
  }

  @Test
  void textThatIsNotYamlIsRefusedWithItsLine() {
    assertThatThrownBy(() -> parse("vehicle: a\n  sensors: [\n"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("line 2");
  }

  @Test
  void emptyFileLacksASensor() throws ConfigException {
    assertThat(parse("").problems()).extracting(ConfigProblem::key).containsExactly("sensors");
  }

  @Test
  void listsAndMappingsInTheWrongPlaceAreProblemsAndNotExceptions() throws ConfigException {
    ConfigFile file =
        parse("sensors: roof\nzones: [1]\nmap: {crs: {a: 1}}\nposition: {links: 3}\n");
    assertThat(file.problems())
        .extracting(ConfigProblem::key)
        .contains("sensors", "zones", "map.crs", "position.links");
  }

  @Test
  void serialSensorAndReceiverAreReadWithTheirBaud() throws ConfigException {
    ConfigFile file =
        parse(
            """
            sensors:
              - name: floor
                type: ldrobot
                link: {device: /dev/ttyUSB0}
            position:
              links:
                - device: /dev/serial/by-id/gnss
                  baud: 9600
            """);
    assertThat(file.problems()).isEmpty();
    CatenaryConfig config = file.config();
    assertThat(config.sensors().getFirst().link().serial())
        .isEqualTo(new CatenaryConfig.SerialSettings(Path.of("/dev/ttyUSB0"), 230_400));
    assertThat(config.sensors().getFirst().ancillaryPort()).isZero();
    assertThat(config.position().links().getFirst().serial())
        .isEqualTo(new CatenaryConfig.SerialSettings(Path.of("/dev/serial/by-id/gnss"), 9_600));
  }

  @Test
  void receiverByTcpLeapSecondsAndHeadingOffsetAreRead() throws ConfigException {
    ConfigFile file =
        parse(
            """
            sensors:
              - name: roof
            position:
              heading-offset: -90
              links:
                - {tcp: "gnss.local:5018", port: 3001}
                - {tcp: "[fd00::50]:5019", port: 3002}
            """);
    assertThat(file.problems()).isEmpty();
    CatenaryConfig.PositionConfig position = file.config().position();
    assertThat(position.links().getFirst().tcp())
        .isEqualTo(new CatenaryConfig.TcpSettings("gnss.local", 5_018));
    assertThat(position.links().getLast().tcp())
        .isEqualTo(new CatenaryConfig.TcpSettings("fd00::50", 5_019));
    assertThat(position.links().getFirst().isUdp()).isFalse();
    assertThat(position.leapSeconds()).isNull();
    assertThat(position.headingOffsetDegrees()).isEqualTo(-90);
  }

  @Test
  void tcpWithoutAPortOrBesideUdpKeysOrOfASensorIsRefused() throws ConfigException {
    ConfigFile file =
        parse(
            """
            sensors:
              - name: roof
                link: {tcp: "10.0.0.1:2368"}
            position:
              links:
                - {tcp: "10.0.0.2", port: 3001}
                - {tcp: "10.0.0.3:1", port: 3002, source: 10.0.0.3}
            """);
    assertThat(file.problems().toString())
        .contains("TCP is for receivers alone")
        .contains("10.0.0.2")
        .contains("source beside tcp");
  }

  @Test
  void udpKeysBesideASerialDeviceAndASerialVelodyneAreRefused() throws ConfigException {
    ConfigFile file =
        parse(
            """
            sensors:
              - name: roof
                link:
                  device: /dev/ttyUSB0
                  address: 10.0.0.1
            position:
              links:
                - baud: 9600
            """);
    assertThat(file.problems())
        .extracting(ConfigProblem::toString)
        .containsExactly(
            "line 5: sensors[0].link.address: found a UDP key beside device; expected UDP or"
                + " serial. Remove one of them.",
            "line 3: sensors[0].link: found a serial device; expected a UDP port. Only ldrobot"
                + " sensors are serial.",
            "line 8: position.links[0].baud: found no device; expected baud beside device. Add"
                + " \"device: /dev/...\".");
  }

  @Test
  void portThatTwoLinksShareIsRefused() throws ConfigException {
    ConfigFile file =
        parse("sensors:\n  - name: a\n  - name: b\n    link: {port: 8308}\n    position-port: 0\n");
    assertThat(file.problems())
        .singleElement()
        .hasToString(
            "line 4: sensors[1].link: found port 8308 twice; expected one of its own, or of one"
                + " sender each. Set each to a port of its own, or tell two at one port apart by"
                + " link.source.");
  }
}
