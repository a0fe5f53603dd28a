package dev.catenary.device.assembly;

import dev.catenary.capture.PositionInput;
import dev.catenary.capture.SensorInput;
import dev.catenary.capture.georeference.MapFrame;
import dev.catenary.capture.georeference.Unprojection;
import dev.catenary.device.config.CatenaryConfig;
import dev.catenary.proto.counter.Counters;
import dev.catenary.uplink.Recorder;
import dev.catenary.uplink.chunk.ChunkOrigin;
import dev.catenary.uplink.chunk.Geographic;
import dev.catenary.uplink.laz.LazChunkEncoder;
import dev.catenary.uplink.laz.LazMetadata;
import dev.catenary.uplink.laz.LazOrigin;
import dev.catenary.uplink.overview.ZoneThinner;
import dev.catenary.uplink.spool.Spool;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.tinylog.Logger;

/** Makes each recording thread its own recorder, with its first zone: the map frame is known. */
final class Recorders implements Supplier<Recorder> {
  private final CatenaryConfig config;
  private final String softwareVersion;
  private final PositionInput position;
  private final SensorInputs sensors;
  private final Spool spool;
  private final InstantSource clock;
  private final Counters counters;

  Recorders(
      CatenaryConfig config,
      String softwareVersion,
      PositionInput position,
      SensorInputs sensors,
      Spool spool,
      InstantSource clock,
      Counters counters) {
    this.config = config;
    this.softwareVersion = softwareVersion;
    this.position = position;
    this.sensors = sensors;
    this.spool = spool;
    this.clock = clock;
    this.counters = counters;
  }

  @Override
  public Recorder get() {
    MapFrame frame = position.frame();
    if (frame == null) {
      throw new IllegalStateException("a zone was closed before there was a map frame");
    }
    LazChunkEncoder encoder =
        new LazChunkEncoder(
            new LazMetadata(frame.wktWithHeight(), softwareVersion, lazOrigin()), clock);
    var keeping = config.spool();
    return new Recorder(
        spool,
        encoder,
        origin(frame),
        counters,
        clock,
        keeping.overviews() ? new ZoneThinner(keeping.voxelMillimetres()) : null);
  }

  private LazOrigin lazOrigin() {
    List<SensorInput> inputs = sensors.all();
    return LazOrigin.of(
        config.vehicle(),
        config.mission(),
        inputs.stream().map(SensorInput::hardware).toList(),
        inputs.stream().map(SensorInput::intensityMax).toList());
  }

  private ChunkOrigin origin(MapFrame frame) {
    List<SensorInput> inputs = sensors.all();
    List<ChunkOrigin.Sensor> origins = new ArrayList<>();
    for (int i = 0; i < inputs.size(); i++) {
      origins.add(
          new ChunkOrigin.Sensor(i + 1, config.sensors().get(i).name(), inputs.get(i).describe()));
    }
    return new ChunkOrigin(
        config.vehicle(),
        config.mission(),
        frame.wkt(),
        frame.wktWithHeight(),
        geographic(frame),
        softwareVersion,
        origins);
  }

  private static Geographic geographic(MapFrame frame) {
    Unprojection back;
    try {
      back = Unprojection.of(frame.crs());
    } catch (IOException e) {
      Logger.warn("events have no longitude and latitude: {}", e.getMessage());
      return Geographic.UNKNOWN;
    }
    return new Geographic() {
      @Override
      public double[] degrees(double eastingMetres, double northingMetres) {
        return back.degrees(eastingMetres, northingMetres);
      }

      @Override
      public String datum() {
        return back.datum();
      }
    };
  }
}
