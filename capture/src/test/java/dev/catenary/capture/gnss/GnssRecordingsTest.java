package dev.catenary.capture.gnss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.catenary.capture.time.GpsTime;
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
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Real receivers' streams beside what gpsd and an independent framing made of them. */
class GnssRecordingsTest {
  private static final Pattern TPV =
      Pattern.compile(
          "\"class\":\"TPV\".*\"time\":\"([^\"]+)\".*"
              + "\"lat\":([-0-9.]+),\"lon\":([-0-9.]+),\"altHAE\":([-0-9.]+)");

  private final Counters counters = new Counters();

  /** A latitude, longitude (degrees) and ellipsoidal height (metres). */
  private record Place(double latitude, double longitude, double height) {}

  /** Every fix whose time gpsd has too is at gpsd's place of that time. */
  @ParameterizedTest
  @CsvSource({
    "gnss-ubx-nmea/nmea-rtk.log, 122",
    "gnss-ubx-nmea/ublox-zed-f9p-nmea.log, 29",
    "gnss-ubx-nmea/ublox-zed-f9r.log, 29"
  })
  void placesOfTheExcerptsAreGpsds(String log, int fixesOfItsTimes) throws IOException {
    comparePlaces(RecordingsFolder.excerpts().resolve("sensors/" + log), fixesOfItsTimes);
  }

  /** The same for the whole logs. */
  @Recordings
  @ParameterizedTest
  @CsvSource({
    "gnss-ubx-nmea/nmea-rtk.log, 122",
    "gnss-ubx-nmea/ublox-zed-f9p-nmea.log, 29",
    "gnss-ubx-nmea/ublox-zed-f9r.log, 29",
    "gnss-nmea-receivers/bu353-glonass.log, 8",
    "gnss-nmea-receivers/ericsson-gru04-02-70sec.log, 71",
    "gnss-nmea-receivers/furuno_gl_ga.log, 16",
    "gnss-nmea-receivers/gp-320fw-2019-04-06-overflow.log, 19",
    "gnss-nmea-receivers/hemi.log, 6",
    "gnss-nmea-receivers/mr-350p.log, 13",
    "gnss-nmea-receivers/nmea-fuzzy-cases.log, 14",
    "gnss-nmea-receivers/quectel-l76k-dual.log, 130",
    "gnss-nmea-receivers/sirfstarv-nmea.log, 59",
    "gnss-nmea-receivers/skytraq-PX1172RH_DS.log, 9",
    "gnss-nmea-receivers/st-teseo-liv4f.log, 12",
    "gnss-nmea-receivers/telit-pls83-w.log, 10",
    "gnss-nmea-receivers/ublox-f9p-hpnmea.log, 9",
    "gnss-nmea-receivers/ublox-neo-m9n-nmea.log, 61",
    "gnss-nmea-receivers/ublox8-uniqid-monhw.log, 8"
  })
  void placesAreGpsdsOfTheSameTime(String log, int fixesOfItsTimes) throws IOException {
    comparePlaces(RecordingsFolder.path().resolve("sensors/" + log), fixesOfItsTimes);
  }

  private void comparePlaces(Path file, int fixesOfItsTimes) throws IOException {
    Map<Instant, List<Place>> gpsd = new HashMap<>();
    for (String line : lines(file.resolveSibling(file.getFileName() + ".expected.json.gz"))) {
      Matcher tpv = TPV.matcher(line);
      if (tpv.find()) {
        gpsd.computeIfAbsent(Instant.parse(tpv.group(1)), _ -> new ArrayList<>())
            .add(
                new Place(
                    Double.parseDouble(tpv.group(2)),
                    Double.parseDouble(tpv.group(3)),
                    Double.parseDouble(tpv.group(4))));
      }
    }
    Map<Instant, Place> fixes = new HashMap<>();
    GnssStream stream =
        new GnssStream(
            counters,
            18,
            new GnssListener() {
              @Override
              public void fix(GnssFix fix) {
                // A receiver's own time lies within half a millisecond of the one that gpsd has.
                fixes.put(
                    Instant.ofEpochSecond(0, GpsTime.toUnix(fix.gpsTimeNanos, 18) + 500_000)
                        .truncatedTo(ChronoUnit.MILLIS),
                    new Place(
                        Math.toDegrees(fix.latitudeRad),
                        Math.toDegrees(fix.longitudeRad),
                        fix.heightMetres));
              }

              @Override
              public void ins(InsSolution solution) {}
            });
    byte[] bytes = Files.readAllBytes(file);
    for (int at = 0; at < bytes.length; at += 97) {
      stream.accept(ByteBuffer.wrap(bytes), at, Math.min(97, bytes.length - at), 0);
    }
    stream.end();
    fixes.keySet().retainAll(gpsd.keySet());
    assertThat(fixes).hasSize(fixesOfItsTimes);
    // gpsd keeps NMEA's places, with four or five digits of a minute, beside those of NAV-PVT.
    boolean isBinary = counters.get(DeviceCounter.FIXES_SAID_TWICE) > 0;
    double degrees = isBinary ? 1.5e-7 : 1e-9;
    double metres = isBinary ? 0.11 : 0.001;
    fixes.forEach(
        (time, fix) ->
            assertThat(gpsd.get(time))
                .as("%s", time)
                .anySatisfy(
                    place -> {
                      assertThat(fix.latitude()).isCloseTo(place.latitude(), within(degrees));
                      assertThat(fix.longitude()).isCloseTo(place.longitude(), within(degrees));
                      assertThat(fix.height()).isCloseTo(place.height(), within(metres));
                    }));
    assertThat(counters.get(DeviceCounter.NMEA_MALFORMED)).isZero();
  }

  /** The whole stream with its binary parts, in uneven pieces as a serial port gives them. */
  @ParameterizedTest
  @ValueSource(strings = {"nmea-rtk.log", "ublox-zed-f9p-nmea.log"})
  void piecesOfAnyLengthGiveEverySentence(String log) throws IOException {
    Path folder = RecordingsFolder.excerpts().resolve("sensors/gnss-ubx-nmea");
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
    Path log = RecordingsFolder.excerpts().resolve("sensors/gnss-ubx-nmea/ublox-zed-f9r.log");
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
    // By an independent framing: messages of UBX in the file, used ones and others.
    assertThat(
            counters.get(DeviceCounter.RECEIVER_MESSAGES)
                + counters.get(DeviceCounter.RECEIVER_OTHER))
        .isEqualTo(277);
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
        Files.readAllBytes(RecordingsFolder.excerpts().resolve("sensors/ins-novatel-oem7/" + log));
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
