package dev.catenary.device.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import dev.catenary.capture.replay.ReplaySource;
import dev.catenary.device.config.CatenaryConfig;
import dev.catenary.device.config.ConfigFile;
import dev.catenary.device.flow.Onlooker;
import dev.catenary.proto.counter.Counters;
import dev.catenary.proto.point.PointBatch;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Points of whole replays beside their true places, which PROJ has projected. */
class PlacedCasesTest {
  private static final Path CASES =
      Path.of(System.getProperty("catenary.root")).resolve("testdata/cases");
  private static final long MICROSECOND = 1_000;
  private static final double GPS_SECONDS_LESS = 1e9;

  @TempDir private Path folder;

  /** By time to a microsecond and ring. */
  private final Map<String, double[]> placed = new HashMap<>();

  private final Onlooker keeper =
      new Onlooker() {
        @Override
        public void placed(PointBatch batch) {
          for (int i = 0; i < batch.size; i++) {
            long micros = Math.round(batch.gpsTimeNanos(i) / (double) MICROSECOND);
            placed.put(
                micros + " " + batch.ring[i],
                new double[] {
                  batch.eastingMetres[i], batch.northingMetres[i], batch.heightMetres[i]
                });
          }
        }
      };

  private void replay(Path from) throws Exception {
    String text = Files.readString(from.resolve("catenary.yaml"));
    CatenaryConfig config = ConfigFile.parse("test", text, folder).require();
    Counters counters = new Counters();
    var source =
        new ReplaySource(List.of(from.resolve("capture.pcap")), 0, System::nanoTime, counters);
    try (Assembly machine =
        new Assembly(
            config,
            "test",
            Surroundings.of(source, Feed.RECORDING, null, counters).seenBy(_ -> {}, keeper))) {
      machine.start();
      assertThat(machine.awaitEndOfSource(60_000)).isTrue();
      machine.stopIntake();
      assertThat(machine.broken()).isNull();
    }
  }

  /** The farthest of the points that the truth knows. */
  private double worstMetres(Path from) throws IOException {
    double worst = 0;
    int compared = 0;
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(from.resolve("map.csv.gz"))),
                StandardCharsets.US_ASCII))) {
      lines.readLine();
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        String[] fields = line.split(",");
        double seconds = Double.parseDouble(fields[0]);
        double[] point = near(Math.round(seconds * 1e6 + GPS_SECONDS_LESS * 1e6), fields[1]);
        if (point != null) {
          double east = point[0] - Double.parseDouble(fields[2]);
          double north = point[1] - Double.parseDouble(fields[3]);
          double up = point[2] - Double.parseDouble(fields[4]);
          worst = Math.max(worst, Math.sqrt(east * east + north * north + up * up));
          compared++;
        }
      }
    }
    assertThat(compared).isGreaterThan(1_400);
    return worst;
  }

  private double[] near(long micros, String ring) {
    for (long each = micros - 1; each <= micros + 1; each++) {
      double[] point = placed.get(each + " " + ring);
      if (point != null) {
        return point;
      }
    }
    return null;
  }

  @Test
  void scaleHoldsInTheLastMetresWestOf180Degrees() throws Exception {
    Path from = CASES.resolve("georef-antimeridian-strip");
    replay(from);
    assertThat(worstMetres(from)).isLessThan(0.02);
  }

  @Test
  void headingBehindItsFixIsOfItsOwnMoment() throws Exception {
    Path from = CASES.resolve("georef-nmea-heading-after-gga");
    replay(from);
    assertThat(worstMetres(from)).isLessThan(0.05);
  }
}
