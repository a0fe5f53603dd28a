package dev.catenary.device.assembly;

import dev.catenary.capture.SensorInput;
import dev.catenary.capture.georeference.BatchSink;
import dev.catenary.capture.georeference.Georeferencer;
import dev.catenary.capture.georeference.Mount;
import dev.catenary.capture.georeference.PoseWait;
import dev.catenary.capture.gnss.GnssListener;
import dev.catenary.capture.gnss.GnssStream;
import dev.catenary.capture.ldrobot.LdrobotConfig;
import dev.catenary.capture.ldrobot.LdrobotDecoder;
import dev.catenary.capture.ouster.OusterConfig;
import dev.catenary.capture.ouster.OusterDecoder;
import dev.catenary.capture.pose.PoseSource;
import dev.catenary.capture.sensor.SensorDecoder;
import dev.catenary.capture.time.HostClock;
import dev.catenary.capture.time.SensorTimeScale;
import dev.catenary.capture.time.TimeTie;
import dev.catenary.capture.velodyne.VelodyneCalibrationFile;
import dev.catenary.capture.velodyne.VelodyneConfig;
import dev.catenary.capture.velodyne.VelodyneDecoder;
import dev.catenary.capture.velodyne.VelodyneModel;
import dev.catenary.device.config.CatenaryConfig;
import dev.catenary.device.config.CatenaryConfig.SensorConfig;
import dev.catenary.device.config.CatenaryConfig.SensorType;
import dev.catenary.proto.counter.Counters;
import dev.catenary.proto.point.PointBatchPool;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Builds the way of each sensor of a configuration, from its packets to placed batches. */
final class SensorInputs {
  /** Points that the batches of all sensors hold together; some 50 bytes each. */
  private static final int POINTS = 8_192 * 384;

  private static final int BATCHES_MIN = 64;

  /** A batch costs some 500 bytes beside its points. */
  private static final int BATCHES_MAX = 8_192;

  private final CatenaryConfig config;
  private final PoseSource poses;
  private final GnssListener position;
  private final BatchSink sink;
  private final HostClock hostClock;
  private final Counters counters;
  private final List<SensorInput> all = new ArrayList<>();
  private final Map<Integer, SensorInput> byPort = new HashMap<>();

  SensorInputs(
      CatenaryConfig config,
      PoseSource poses,
      GnssListener position,
      BatchSink sink,
      HostClock hostClock,
      Counters counters)
      throws IOException {
    this.config = config;
    this.poses = poses;
    this.position = position;
    this.sink = sink;
    this.hostClock = hostClock;
    this.counters = counters;
    for (SensorConfig sensor : config.sensors()) {
      SensorInput input = input(sensor);
      all.add(input);
      byPort.put(sensor.link().port(), input);
      if (sensor.ancillaryPort() > 0) {
        byPort.put(sensor.ancillaryPort(), input);
      }
    }
  }

  /** In the configuration's order. */
  List<SensorInput> all() {
    return all;
  }

  Map<Integer, SensorInput> byPort() {
    return byPort;
  }

  /** Each sensor has batches of its own, as large as its packets can fill. */
  private SensorInput input(SensorConfig sensor) throws IOException {
    int leapSeconds = config.position().leapSeconds();
    SensorDecoder decoder = decoder(sensor);
    int points = decoder.pointsPerPacketMax();
    PointBatchPool batches =
        new PointBatchPool(
            Math.clamp(POINTS / config.sensors().size() / points, BATCHES_MIN, BATCHES_MAX),
            points);
    PoseWait wait =
        new PoseWait(
            new Georeferencer(poses, mount(sensor)),
            batches,
            sink,
            counters,
            batches.size() - 1,
            (long) (config.position().waitSecondsMax() * 1e9));
    return new SensorInput(
        all.size(),
        decoder,
        new TimeTie(timeScale(sensor), leapSeconds, hostClock, counters),
        wait,
        new GnssStream(counters, leapSeconds, hostClock, position),
        batches,
        counters);
  }

  private static SensorDecoder decoder(SensorConfig sensor) throws IOException {
    OusterConfig ouster = sensor.ouster();
    if (ouster != null) {
      return new OusterDecoder(ouster);
    }
    if (sensor.type() == SensorType.LDROBOT) {
      return new LdrobotDecoder(
          new LdrobotConfig(sensor.rangeMinMetres(), sensor.rangeMaxMetres()));
    }
    String model = sensor.model();
    var calibration = sensor.calibration();
    return new VelodyneDecoder(
        new VelodyneConfig(
            model == null ? null : VelodyneModel.named(model),
            calibration == null ? null : VelodyneCalibrationFile.read(calibration),
            sensor.rangeMinMetres(),
            sensor.rangeMaxMetres()));
  }

  private static SensorTimeScale timeScale(SensorConfig sensor) {
    OusterConfig ouster = sensor.ouster();
    if (ouster != null) {
      return ouster.metadata().timeScale();
    }
    return sensor.type() == SensorType.LDROBOT ? SensorTimeScale.FREE : SensorTimeScale.UTC_HOUR;
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
