package dev.catenary.capture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.catenary.capture.link.UdpLinkConfig;
import dev.catenary.capture.sensor.AncillaryPackets;
import dev.catenary.capture.sensor.SensorDescription;
import dev.catenary.capture.sensor.SensorKey;
import dev.catenary.capture.sensor.VerifiedModel;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Holds what is said of every sensor in the list, and the table of the documentation to it. */
class SensorsTest {
  private static final Path PAGE =
      Path.of(System.getProperty("catenary.root")).resolve("docs/sensors.md");
  private static final String BEGIN = "<!-- sensors: made by SensorsTest -->\n";
  private static final String END = "<!-- end of sensors -->\n";

  static final List<SensorDescription> ALL = Sensors.ALL;

  @Test
  void typesAreDifferent() {
    assertThat(Sensors.ALL).extracting(SensorDescription::type).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @FieldSource("ALL")
  void limitsHoldWhatTheSensorSends(SensorDescription sensor) {
    assertThat(sensor.datagramBytesMax())
        .isGreaterThanOrEqualTo(sensor.packetLengths().length() - 1)
        .isLessThanOrEqualTo(UdpLinkConfig.DATAGRAM_BYTES_POSSIBLE);
    assertThat(sensor.receiveBufferBytes())
        .isGreaterThanOrEqualTo(sensor.bytesPerSecondMax() / 5)
        .isGreaterThanOrEqualTo(8 << 20);
    assertThat(Integer.bitCount(sensor.receiveBufferBytes())).isEqualTo(1);
    assertThat(sensor.whenSilent(4_711)).contains("4711");
    assertThat(sensor.models()).isNotEmpty();
  }

  @ParameterizedTest
  @FieldSource("ALL")
  void anyBytesAreLookedAtWithoutAnException(SensorDescription sensor) {
    Random random = new Random(7);
    for (int length : sensor.packetLengths().stream().toArray()) {
      for (int wanted : new int[] {0, 1, length - 1, length, length + 1}) {
        ByteBuffer bytes = ByteBuffer.allocate(wanted + 3);
        random.nextBytes(bytes.array());
        String shape = sensor.recognise(bytes, 3, wanted);
        assertThat(shape == null || !shape.isEmpty()).isTrue();
      }
    }
  }

  @Test
  void tableOfThePageIsTheOneTheDescriptionsMake() throws IOException {
    String page = Files.readString(PAGE);
    int begin = page.indexOf(BEGIN) + BEGIN.length();
    String made = table();
    if (System.getProperty("catenary.docs.write") != null) {
      Files.writeString(PAGE, page.substring(0, begin) + made + page.substring(page.indexOf(END)));
    }
    assertThat(page.substring(begin, page.indexOf(END)))
        .as("make it anew: run this test with -Dcatenary.test.jvm=-Dcatenary.docs.write=true")
        .isEqualTo(made);
    for (SensorDescription sensor : Sensors.ALL) {
      assertThat(PAGE.resolveSibling("sensors/" + sensor.type() + ".md")).exists();
    }
  }

  private static String table() {
    StringBuilder table =
        new StringBuilder(
            """
            | Type | Sensors | Modes | Verified on |
            |---|---|---|---|
            """);
    for (SensorDescription sensor : Sensors.ALL) {
      for (VerifiedModel model : sensor.models()) {
        table.append(
            "| [%s](sensors/%s.md) | %s %s | %s | %s |\n"
                .formatted(
                    sensor.type(),
                    sensor.type(),
                    sensor.maker(),
                    model.names(),
                    model.modes(),
                    model.verified()));
      }
    }
    table.append(
        """

        | Type | Port | Other packets | Clock | Longest packet (bytes) | Top rate (MB/s) | Receive buffer (MiB) | Keys of its own |
        |---|---|---|---|---|---|---|---|
        """);
    for (SensorDescription sensor : Sensors.ALL) {
      table.append(row(sensor));
    }
    return table.toString();
  }

  private static String row(SensorDescription sensor) {
    List<String> keys = new ArrayList<>();
    AncillaryPackets others = sensor.ancillary();
    if (others != null && others.port() > 0) {
      keys.add(others.key());
    }
    sensor.keys().stream().map(SensorKey::name).forEach(keys::add);
    return "| %s | %s | %s | %s | %,d | %.2f | %d | %s |\n"
        .formatted(
            sensor.type(),
            sensor.baud() > 0
                ? "serial, %,d baud; %d".formatted(sensor.baud(), sensor.port())
                : sensor.port(),
            others == null ? "none" : others.port() == 0 ? "same port" : "port " + others.port(),
            sensor.clock(),
            sensor.packetLengths().length() - 1,
            sensor.bytesPerSecondMax() / 1e6,
            sensor.receiveBufferBytes() >> 20,
            keys.isEmpty()
                ? "none"
                : keys.stream().map(key -> "`" + key + "`").collect(Collectors.joining(", ")));
  }
}
