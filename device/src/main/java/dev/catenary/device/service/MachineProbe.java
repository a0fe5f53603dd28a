package dev.catenary.device.service;

import dev.catenary.capture.SensorInput;
import dev.catenary.device.assembly.Assembly;
import dev.catenary.device.board.BoardBeside;
import dev.catenary.device.cloud.CloudLink;
import dev.catenary.device.config.CatenaryConfig;
import dev.catenary.device.config.CatenaryConfig.PositionSource;
import dev.catenary.device.config.CatenaryConfig.SensorConfig;
import dev.catenary.device.config.CatenaryConfig.UploadConfig;
import dev.catenary.device.health.BrokerReading;
import dev.catenary.device.health.HostProbe;
import dev.catenary.device.health.OutgoingReading;
import dev.catenary.device.health.Reading;
import dev.catenary.device.health.SensorReading;
import dev.catenary.proto.counter.Counters;
import dev.catenary.proto.point.PoseQuality;
import dev.catenary.uplink.UploadStatus;
import dev.catenary.uplink.Uploader;
import dev.catenary.uplink.iot.LineState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Takes readings of a running machine. */
public final class MachineProbe {
  private final CatenaryConfig config;
  private final Assembly machine;
  private final Counters counters;
  private final HostProbe host;
  private final BoardBeside board;

  public MachineProbe(
      CatenaryConfig config, Assembly machine, BoardBeside board, Counters counters) {
    this.board = board;
    this.config = config;
    this.machine = machine;
    this.counters = counters;
    this.host = new HostProbe(config.spoolDirectory());
  }

  /** Reads the machine now. */
  public Reading read() {
    return new Reading(
        Instant.now(),
        System.nanoTime(),
        counters.snapshot(),
        sensors(),
        machine.strangers(),
        machine.linkProblems(),
        machine.heard(),
        config.position().source(),
        machine.waitingDatagrams(),
        config.position().source() == PositionSource.FIXED
            ? PoseQuality.CONFIGURED
            : machine.position().quality(),
        machine.classifierChoice().labelledBy(),
        machine.classifierChoice().refusal(),
        Stream.concat(machine.progress().stream(), board.progress().stream()).toList(),
        host.read(),
        outgoing(),
        (long) config.spool().reserveMebibytes() << 20,
        machine.disk(),
        board.reading());
  }

  private List<SensorReading> sensors() {
    List<SensorReading> sensors = new ArrayList<>();
    for (int i = 0; i < config.sensors().size(); i++) {
      SensorConfig sensor = config.sensors().get(i);
      SensorInput input = machine.sensorInputs().get(i);
      sensors.add(
          new SensorReading(
              sensor.name(),
              input.describe(),
              sensor.link().port(),
              sensor.description().whenSilent(sensor.link().port()),
              input.packets(),
              input.timeQuality()));
    }
    return sensors;
  }

  private OutgoingReading outgoing() {
    UploadStatus status = machine.uploadStatus();
    Uploader uploader = machine.uploader();
    return new OutgoingReading(
        store(config.upload()),
        machine.spool().chunkCount(),
        machine.spool().chunkBytes(),
        status == null ? null : status.failure(),
        status != null && status.needsPerson(),
        uploader == null ? "" : uploader.gate().policy().name(),
        machine.cloud().map(MachineProbe::broker).orElse(null),
        status == null ? null : status.alone());
  }

  private static BrokerReading broker(CloudLink cloud) {
    LineState state = cloud.state();
    return new BrokerReading(
        state.up(),
        state.up() ? 0 : (System.nanoTime() - state.sinceNanos()) / 1_000_000_000L,
        state.failure(),
        state.needsPerson(),
        state.refusal(),
        cloud.waitingEvents(),
        cloud.notices());
  }

  private static @Nullable String store(UploadConfig upload) {
    return switch (upload.store()) {
      case NONE -> null;
      case DIRECTORY -> upload.directory().toString();
      case GRANTS -> "grants of " + Objects.requireNonNull(upload.grants()).url();
      case S3 -> "bucket " + upload.bucket();
    };
  }
}
