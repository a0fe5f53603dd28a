package dev.catenary.simulator;

import dev.catenary.capture.CapturePipeline;
import dev.catenary.capture.PortTable;
import dev.catenary.capture.PositionInput;
import dev.catenary.capture.SensorInput;
import dev.catenary.capture.georeference.Georeferencer;
import dev.catenary.capture.georeference.Mount;
import dev.catenary.capture.georeference.PoseWait;
import dev.catenary.capture.georeference.PositionDatum;
import dev.catenary.capture.gnss.GnssStream;
import dev.catenary.capture.journal.NumberedSource;
import dev.catenary.capture.link.Strangers;
import dev.catenary.capture.pose.PoseSource;
import dev.catenary.capture.pose.PoseTrack;
import dev.catenary.capture.replay.ReplaySource;
import dev.catenary.capture.sensor.SensorDecoder;
import dev.catenary.capture.time.SensorTimeScale;
import dev.catenary.capture.time.TimeTie;
import dev.catenary.proto.counter.Counters;
import dev.catenary.proto.point.PointBatch;
import dev.catenary.proto.point.PointBatchPool;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A capture file's points as the service's own capture places them on the map. */
final class Placed {
  private static final int LEAP_SECONDS = 18;
  private static final long GPS_ADJUSTMENT_NANOS = 1_000_000_000_000_000_000L;

  /** One point. */
  record Point(
      double easting,
      double northing,
      double height,
      double gpsSeconds,
      double rangeMetres,
      int intensity,
      int ring,
      int returns) {}

  final List<Point> points = new ArrayList<>();
  final Counters counters = new Counters();

  Placed(Path pcap, SensorDecoder decoder, SensorTimeScale scale, Mount mount) throws IOException {
    this(pcap, decoder, scale, mount, null);
  }

  /**
   * @param poses in place of those that the INS says; null for these
   */
  Placed(
      Path pcap,
      SensorDecoder decoder,
      SensorTimeScale scale,
      Mount mount,
      @Nullable PoseSource poses)
      throws IOException {
    PoseTrack track = new PoseTrack(4_096, 1_000_000_000, counters);
    PositionInput position = new PositionInput(true, "EPSG:32754", PositionDatum.FRAME, track);
    PointBatchPool batches = new PointBatchPool(256, decoder.pointsPerPacketMax());
    PoseWait wait =
        new PoseWait(
            new Georeferencer(poses == null ? track : poses, mount),
            batches,
            this::keep,
            counters,
            255,
            1_000_000_000);
    GnssStream receiver = new GnssStream(counters, LEAP_SECONDS, position);
    TimeTie tie = new TimeTie(scale, LEAP_SECONDS, counters);
    SensorInput sensor = new SensorInput(0, decoder, tie, wait, receiver, batches, counters);
    ReplaySource replay =
        new ReplaySource(List.of(pcap), ReplaySource.UNPACED, System::nanoTime, counters);
    try (CapturePipeline pipeline =
        new CapturePipeline(
            new NumberedSource(replay, 0),
            new PortTable<SensorInput>()
                .add(Simulated.PORTS.lidar(), sensor)
                .add(Simulated.PORTS.position(), sensor),
            new PortTable<GnssStream>().add(Simulated.PORTS.ins(), receiver),
            new Strangers(),
            counters,
            () -> true,
            oldest -> {},
            () -> {})) {
      while (pipeline.doWork() > 0) {
        continue;
      }
    }
  }

  private void keep(PointBatch batch) {
    for (int i = 0; i < batch.size; i++) {
      points.add(
          new Point(
              batch.eastingMetres[i],
              batch.northingMetres[i],
              batch.heightMetres[i],
              (batch.gpsTimeNanos(i) - GPS_ADJUSTMENT_NANOS) / 1e9,
              Math.hypot(
                  Math.hypot(batch.xSensorMetres[i], batch.ySensorMetres[i]),
                  batch.zSensorMetres[i]),
              batch.intensity[i],
              batch.ring[i],
              batch.lasReturns[i] & 0xFF));
    }
  }
}
