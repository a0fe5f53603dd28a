package dev.catenary.device.assembly;

import dev.catenary.capture.PortTable;
import dev.catenary.capture.SensorInput;
import dev.catenary.capture.georeference.BatchSink;
import dev.catenary.capture.georeference.Georeferencer;
import dev.catenary.capture.georeference.Mount;
import dev.catenary.capture.georeference.PoseWait;
import dev.catenary.capture.gnss.GnssStream;
import dev.catenary.capture.gnss.HeardMessages;
import dev.catenary.capture.sensor.SensorDecoder;
import dev.catenary.capture.time.HostClock;
import dev.catenary.capture.time.PulseTimes;
import dev.catenary.capture.time.TimeTie;
import dev.catenary.device.config.CatenaryConfig;
import dev.catenary.device.config.CatenaryConfig.SensorConfig;
import dev.catenary.proto.counter.Counters;
import dev.catenary.proto.point.PointBatchPool;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Builds the way of each sensor of a configuration, from its packets to placed batches. */
final class SensorInputs {
  /** Points that the batches of all sensors hold together; some 50 bytes each. */
  private static final int POINTS = 8_192 * 384;

  private static final int BATCHES_MIN = 64;

  /** A batch costs some 500 bytes beside its points. */
  private static final int BATCHES_MAX = 8_192;

  private final CatenaryConfig config;
  private final Positioning where;
  private final BatchSink sink;
  private final HeardMessages heard;
  private final HostClock hostClock;
  private final Counters counters;
  private final List<SensorInput> all = new ArrayList<>();
  private final PortTable<SensorInput> byPort = new PortTable<>();

  SensorInputs(
      CatenaryConfig config,
      Positioning where,
      BatchSink sink,
      HostClock hostClock,
      HeardMessages heard,
      Counters counters)
      throws IOException {
    this.config = config;
    this.where = where;
    this.heard = heard;
    this.sink = sink;
    this.hostClock = hostClock;
    this.counters = counters;
    for (SensorConfig sensor : config.sensors()) {
      SensorInput input = input(sensor);
      all.add(input);
      int sender = LiveLinks.sender(sensor.link());
      byPort.add(sensor.link().port(), sender, input);
      if (sensor.ancillaryPort() > 0 && sensor.ancillaryPort() != sensor.link().port()) {
        byPort.add(sensor.ancillaryPort(), sender, input);
      }
    }
  }

  /** In the configuration's order. */
  List<SensorInput> all() {
    return all;
  }

  PortTable<SensorInput> byPort() {
    return byPort;
  }

  /** Each sensor has batches of its own, as large as its packets can fill. */
  private SensorInput input(SensorConfig sensor) throws IOException {
    SensorDecoder decoder =
        sensor.setup().decoders().decoder(sensor.rangeMinMetres(), sensor.rangeMaxMetres());
    int points = decoder.pointsPerPacketMax();
    PointBatchPool batches =
        new PointBatchPool(
            Math.clamp(POINTS / config.sensors().size() / points, BATCHES_MIN, BATCHES_MAX),
            points);
    PoseWait wait =
        new PoseWait(
            new Georeferencer(where.poses(), mount(sensor)),
            batches,
            sink,
            counters,
            batches.size() - 1,
            (long) (config.position().waitSecondsMax() * 1e9),
            new PulseTimes(all.size(), config.sensors().size()));
    return new SensorInput(
        all.size(),
        decoder,
        new TimeTie(
            sensor.setup().timeScale(), where.receivers().leapSeconds(), hostClock, counters),
        wait,
        new GnssStream(counters, where.receivers(), hostClock, heard, where.listener()),
        batches,
        counters);
  }

  private static Mount mount(SensorConfig sensor) {
    var lever = sensor.mount().leverArmMetres();
    var turn = sensor.mount().boresightDegrees();
    return new Mount(
        lever.x(),
        lever.y(),
        lever.z(),
        Math.toRadians(turn.x()),
        Math.toRadians(turn.y()),
        Math.toRadians(turn.z()));
  }
}
