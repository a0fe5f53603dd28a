package dev.catenary.capture.gnss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.catenary.proto.counter.Counters;
import dev.catenary.proto.counter.DeviceCounter;
import dev.catenary.proto.testing.Recordings;
import dev.catenary.proto.testing.RecordingsFolder;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Real receivers' streams beside what gpsd and an independent framing made of them. */
@Recordings
class GnssRecordingsTest {
  private static final Pattern TPV =
      Pattern.compile(
          "\"class\":\"TPV\".*\"lat\":([-0-9.]+),\"lon\":([-0-9.]+),\"altHAE\":([-0-9.]+)");

  private final Counters counters = new Counters();

  /** A latitude, longitude (degrees) and ellipsoidal height (metres). */
  private record Place(double latitude, double longitude, double height) {}

  /** gpsd's log repeats each sentence it read, and after it what it then knew. */
  @ParameterizedTest
  @ValueSource(strings = {"nmea-rtk.log", "ublox-zed-f9p-nmea.log"})
  void placesAreGpsds(String log) throws IOException {
    Path folder = RecordingsFolder.path().resolve("sensors/gnss-ubx-nmea");
    List<Place> fixes = new ArrayList<>();
    GnssStream stream = new GnssStream(counters, 18, collectFixes(fixes));
    int compared = 0;
    for (String line : lines(folder.resolve(log + ".expected.json.gz"))) {
      Matcher tpv = TPV.matcher(line);
      if (line.startsWith("$")) {
        byte[] bytes = (line + "\r\n").getBytes(StandardCharsets.US_ASCII);
        stream.accept(ByteBuffer.wrap(bytes), 0, bytes.length, 1_600_000_000_000_000_000L);
      } else if (tpv.find() && !fixes.isEmpty()) {
        Place place = fixes.getLast();
        assertThat(place.latitude()).isCloseTo(Double.parseDouble(tpv.group(1)), within(2e-9));
        assertThat(place.longitude()).isCloseTo(Double.parseDouble(tpv.group(2)), within(2e-9));
        assertThat(place.height()).isCloseTo(Double.parseDouble(tpv.group(3)), within(0.001));
        compared++;
      }
    }
    assertThat(compared).isGreaterThan(10);
    assertThat(counters.get(DeviceCounter.NMEA_BAD_CHECKSUM)).isZero();
    assertThat(counters.get(DeviceCounter.NMEA_MALFORMED)).isZero();
  }

  /** The whole stream with its binary parts, in uneven pieces as a serial port gives them. */
  @ParameterizedTest
  @ValueSource(strings = {"nmea-rtk.log", "ublox-zed-f9p-nmea.log"})
  void piecesOfAnyLengthGiveEverySentence(String log) throws IOException {
    Path folder = RecordingsFolder.path().resolve("sensors/gnss-ubx-nmea");
    GnssStream stream = new GnssStream(counters, 18, collectFixes(new ArrayList<>()));
    byte[] bytes = Files.readAllBytes(folder.resolve(log));
    for (int at = 0; at < bytes.length; at += 37) {
      stream.accept(ByteBuffer.wrap(bytes), at, Math.min(37, bytes.length - at), 0);
    }
    long sentences =
        lines(folder.resolve(log + ".expected.json.gz")).stream()
            .filter(line -> line.startsWith("$"))
            .count();
    assertThat(counters.get(DeviceCounter.NMEA_SENTENCES) + counters.get(DeviceCounter.NMEA_OTHER))
        .isEqualTo(sentences);
  }

  /**
   * NMEA between u-blox and RTCM messages; 871 sentences, 30 of them GGA, have a good checksum, by
   * a search for {@code $...*hh} through the whole file.
   */
  @Test
  void noSentenceIsLostBetweenBinaryMessages() throws IOException {
    Path log = RecordingsFolder.path().resolve("sensors/gnss-ubx-nmea/ublox-zed-f9r.log");
    byte[] bytes = Files.readAllBytes(log);
    List<Place> fixes = new ArrayList<>();
    GnssStream stream = new GnssStream(counters, 18, collectFixes(fixes));
    for (int at = 0; at < bytes.length; at += 101) {
      stream.accept(ByteBuffer.wrap(bytes), at, Math.min(101, bytes.length - at), 0);
    }
    assertThat(counters.get(DeviceCounter.NMEA_SENTENCES) + counters.get(DeviceCounter.NMEA_OTHER))
        .isEqualTo(871);
    stream.end();
    assertThat(fixes).hasSize(30);
    assertThat(counters.get(DeviceCounter.GNSS_BYTES_OTHER_PROTOCOL)).isGreaterThan(50_000);
  }

  /**
   * The counts are those of an independent framing with its own CRC check; skipped are the
   * receiver's prompts.
   */
  @ParameterizedTest
  @CsvSource({
    "ins1.gps, 243, 41, 0",
    "bestpos.gps, 22, 4, 104",
    "align.gps, 12, 0, 0",
    "time.gps, 0, 6, 0",
    "rxstatus.gps, 0, 3, 0"
  })
  void novatelMessagesAreFramedAndTheirCrcHolds(String log, int messages, int others, int skipped)
      throws IOException {
    byte[] bytes =
        Files.readAllBytes(RecordingsFolder.path().resolve("sensors/ins-novatel-oem7/" + log));
    List<Place> solutions = new ArrayList<>();
    GnssStream stream =
        new GnssStream(
            counters,
            18,
            new GnssListener() {
              @Override
              public void fix(GnssFix fix) {}

              @Override
              public void ins(InsSolution solution) {
                solutions.add(
                    new Place(
                        Math.toDegrees(solution.latitudeRad),
                        Math.toDegrees(solution.longitudeRad),
                        solution.heightMetres));
              }
            });
    stream.accept(ByteBuffer.wrap(bytes), 0, bytes.length, 0);
    assertThat(counters.get(DeviceCounter.INS_MESSAGES)).isEqualTo(messages);
    assertThat(counters.get(DeviceCounter.INS_OTHER)).isEqualTo(others);
    assertThat(counters.get(DeviceCounter.INS_BAD_CRC)).isZero();
    assertThat(counters.get(DeviceCounter.GNSS_BYTES_SKIPPED)).isEqualTo(skipped);
  }

  private static GnssListener collectFixes(List<Place> fixes) {
    return new GnssListener() {
      @Override
      public void fix(GnssFix fix) {
        fixes.add(
            new Place(
                Math.toDegrees(fix.latitudeRad),
                Math.toDegrees(fix.longitudeRad),
                fix.heightMetres));
      }

      @Override
      public void ins(InsSolution solution) {}
    };
  }

  private static List<String> lines(Path expected) throws IOException {
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(expected)),
                StandardCharsets.ISO_8859_1))) {
      return reader.lines().toList();
    }
  }
}
