package dev.catenary.capture.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.catenary.capture.CapturePipeline;
import dev.catenary.capture.PortTable;
import dev.catenary.capture.SensorInput;
import dev.catenary.capture.georeference.Georeferencer;
import dev.catenary.capture.georeference.Mount;
import dev.catenary.capture.georeference.PoseWait;
import dev.catenary.capture.gnss.GnssFix;
import dev.catenary.capture.gnss.GnssListener;
import dev.catenary.capture.gnss.GnssStream;
import dev.catenary.capture.gnss.InsSolution;
import dev.catenary.capture.journal.JournalConfig;
import dev.catenary.capture.journal.JournalSource;
import dev.catenary.capture.journal.JournalWriter;
import dev.catenary.capture.journal.JournaledSource;
import dev.catenary.capture.ldrobot.LdrobotConfig;
import dev.catenary.capture.ldrobot.LdrobotDecoder;
import dev.catenary.capture.ldrobot.LdrobotFrames;
import dev.catenary.capture.pose.FixedPose;
import dev.catenary.capture.pose.Pose;
import dev.catenary.capture.time.SensorTimeScale;
import dev.catenary.capture.time.TimeTie;
import dev.catenary.proto.counter.Counters;
import dev.catenary.proto.counter.DeviceCounter;
import dev.catenary.proto.point.PointBatch;
import dev.catenary.proto.point.PointBatchPool;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A serial LiDAR and a serial receiver: captured live, then once more from the raw journal. */
class SerialThroughJournalTest {
  private static final int LIDAR_NUMBER = 2_368;
  private static final int RECEIVER_NUMBER = 3_001;
  private static final int FRAMES = 60;

  /** The GGA of the NMEA chapter of the u-blox interface description, and its RMC for the date. */
  private static final String SENTENCES =
      "$GPRMC,083559.00,A,4717.11437,N,00833.91522,E,0.004,77.52,091202,,,A*57\r\n"
          + "$GPGGA,092725.00,4717.11399,N,00833.91590,E,1,08,1.01,499.6,M,48.0,M,,*5B\r\n"
          + "$GPRMC,083559.00,A,4717.11437,N,00833.91522,E,0.004,77.52,091202,,,A*57\r\n";

  @TempDir Path folder;

  @BeforeAll
  static void socatIsThere() {
    Pty.assumeSocat();
  }

  /** All that one pipeline made. */
  private static final class Captured implements GnssListener {
    private final Counters counters = new Counters();
    private final List<String> points = new ArrayList<>();
    private final List<String> fixes = new ArrayList<>();
    private final CapturePipeline pipeline;

    private Captured(DatagramSource source) {
      PointBatchPool pool = new PointBatchPool(256, 12);
      SensorInput lidar =
          new SensorInput(
              0,
              new LdrobotDecoder(new LdrobotConfig(0, 100)),
              new TimeTie(SensorTimeScale.FREE, 18, counters),
              new PoseWait(
                  new Georeferencer(new FixedPose(new Pose()), Mount.NONE),
                  pool,
                  this::batch,
                  counters,
                  200,
                  1_000_000_000),
              new GnssStream(counters, 18, this),
              pool,
              counters);
      pipeline =
          new CapturePipeline(
              source,
              new PortTable<SensorInput>().add(LIDAR_NUMBER, lidar),
              new PortTable<GnssStream>().add(RECEIVER_NUMBER, new GnssStream(counters, 18, this)),
              new Strangers(),
              counters,
              () -> true,
              oldest -> {},
              () -> {});
    }

    private void batch(PointBatch batch) {
      for (int i = 0; i < batch.size; i++) {
        points.add(
            String.format(
                "%d %d %.4f %.4f %d",
                batch.sequence,
                batch.gpsTimeNanos(i),
                batch.eastingMetres[i],
                batch.northingMetres[i],
                (int) batch.intensity[i]));
      }
    }

    @Override
    public void fix(GnssFix fix) {
      fixes.add(fix.gpsTimeNanos + " " + fix.latitudeRad + " " + fix.longitudeRad);
    }

    @Override
    public void ins(InsSolution solution) {}
  }

  private static long hostNanos() {
    Instant now = Instant.now();
    return now.getEpochSecond() * 1_000_000_000 + now.getNano();
  }

  @Test
  void whatTheJournalGivesAgainIsPointForPointWhatWasCapturedLive() throws Exception {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    int points = 0;
    for (int i = 0; i < FRAMES; i++) {
      LdrobotFrames frame = new LdrobotFrames(i).random();
      line.writeBytes(frame.seal());
      line.writeBytes(new byte[i % 5]);
      for (int point = 0; point < 12; point++) {
        points += frame.millimetres(point) > 0 ? 1 : 0;
      }
    }
    DatagramRing ring = new DatagramRing(1 << 20, new Counters());
    JournalConfig config =
        new JournalConfig(folder.resolve("journal"), 1 << 20, 1_000_000_000, true);
    Path lidarDevice = folder.resolve("lidar");
    Path receiverDevice = folder.resolve("receiver");
    Captured live;
    try (Pty lidarLine = new Pty(lidarDevice);
        Pty receiverLine = new Pty(receiverDevice);
        SerialLink lidar = link(0, lidarDevice, LIDAR_NUMBER, 230_400, ring);
        SerialLink receiver = link(1, receiverDevice, RECEIVER_NUMBER, 115_200, ring);
        JournalWriter writer = new JournalWriter(config, new Counters())) {
      lidar.doWork();
      receiver.doWork();
      lidarLine.send(line.toByteArray());
      receiverLine.send(SENTENCES.getBytes(StandardCharsets.US_ASCII));
      live =
          new Captured(
              new JournaledSource(
                  new JournalSource(config.folder(), new Counters()), ring, writer, () -> true, 0));
      int expected = points;
      await()
          .until(
              () -> {
                lidar.doWork();
                receiver.doWork();
                live.pipeline.doWork();
                return live.points.size() == expected
                    && live.counters.get(DeviceCounter.NMEA_SENTENCES) == 3;
              });
      // The last epoch ends with its receiver, for no later one follows.
      live.pipeline.close();
    }
    assertThat(live.counters.get(DeviceCounter.PACKETS_DECODED)).isEqualTo(FRAMES);
    // The last frame's padding stays in the framer only where it may begin a frame; zeros do not.
    assertThat(live.counters.get(DeviceCounter.SERIAL_BYTES_SKIPPED)).isEqualTo(FRAMES / 5 * 10);

    Captured again = replay(config.folder());
    assertThat(again.points).isEqualTo(live.points);
    assertThat(again.fixes).isNotEmpty().isEqualTo(live.fixes);
  }

  private static Captured replay(Path journal) throws IOException {
    JournalSource source = new JournalSource(journal, new Counters());
    Captured again = new Captured(source);
    while (!source.isExhausted()) {
      again.pipeline.doWork();
    }
    again.pipeline.close();
    return again;
  }

  private static SerialLink link(int index, Path device, int number, int baud, DatagramRing ring) {
    return new SerialLink(
        new SerialLinkConfig(device.getFileName().toString(), device, number, baud),
        index,
        ring,
        new Counters(),
        SerialThroughJournalTest::hostNanos,
        System::nanoTime);
  }
}
