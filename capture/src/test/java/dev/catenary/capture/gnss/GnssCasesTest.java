package dev.catenary.capture.gnss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.catenary.capture.time.GpsTime;
import dev.catenary.proto.counter.Counters;
import dev.catenary.proto.counter.DeviceCounter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Real receivers' words in the cases beside what their fields say. */
class GnssCasesTest {
  private static final Path CASES =
      Path.of(System.getProperty("catenary.root")).resolve("testdata/cases");

  private final Counters counters = new Counters();
  private final List<String> fixes = new ArrayList<>();
  private final List<Double> heights = new ArrayList<>();
  private boolean allDated = true;

  private void read(Path file) throws IOException {
    GnssStream stream =
        new GnssStream(
            counters,
            18,
            new GnssListener() {
              @Override
              public void fix(GnssFix fix) {
                Instant utc = Instant.ofEpochSecond(0, GpsTime.toUnix(fix.gpsTimeNanos, 18));
                fixes.add(
                    String.format(
                        "%s,%.9f,%.9f",
                        DateTimeFormatter.ofPattern("HHmmss.SSS")
                            .withZone(ZoneOffset.UTC)
                            .format(utc),
                        Math.toDegrees(fix.latitudeRad),
                        Math.toDegrees(fix.longitudeRad)));
                heights.add(fix.heightMetres);
                allDated &= fix.isDated;
              }

              @Override
              public void ins(InsSolution solution) {}
            });
    byte[] bytes = Files.readAllBytes(file);
    stream.accept(ByteBuffer.wrap(bytes), 0, bytes.length, 0);
    stream.end();
  }

  @Test
  void fixesOfGnsAreThoseOfItsFields() throws IOException {
    read(CASES.resolve("gnss-gns-only/receiver.nmea"));
    List<String> expected = Files.readAllLines(CASES.resolve("gnss-gns-only/expected.csv"));
    assertThat(fixes).hasSize(71);
    for (int i = 0; i < fixes.size(); i++) {
      String[] line = expected.get(i + 1).split(",");
      assertThat(fixes.get(i)).isEqualTo(line[0] + "," + line[1] + "," + line[2]);
      assertThat(heights.get(i)).isCloseTo(Double.parseDouble(line[3]), within(1e-9));
    }
    assertThat(allDated).isTrue();
  }

  /** A GNSS compass: no RMC, the date in ZDA. */
  @Test
  void dateOfZdaDatesEveryFix() throws IOException {
    read(CASES.resolve("gnss-date-by-zda/receiver.nmea"));
    assertThat(fixes).isNotEmpty();
    assertThat(allDated).isTrue();
  }

  @Test
  void fixesWithoutSeparationAreCountedAsSuch() throws IOException {
    read(CASES.resolve("gnss-gga-without-geoid/receiver.nmea"));
    assertThat(fixes).isEmpty();
    assertThat(counters.get(DeviceCounter.FIXES_WITHOUT_GEOID)).isPositive();
    assertThat(counters.get(DeviceCounter.NMEA_MALFORMED)).isZero();
  }
}
