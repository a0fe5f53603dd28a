package dev.catenary.device.assembly;

import dev.catenary.capture.PortTable;
import dev.catenary.capture.PositionInput;
import dev.catenary.capture.georeference.MapFrame;
import dev.catenary.capture.gnss.Egm96;
import dev.catenary.capture.gnss.GeoidSeparation;
import dev.catenary.capture.gnss.GnssListener;
import dev.catenary.capture.gnss.GnssStream;
import dev.catenary.capture.gnss.HeardMessages;
import dev.catenary.capture.gnss.ReceiverSettings;
import dev.catenary.capture.pose.FixedPose;
import dev.catenary.capture.pose.PoseSource;
import dev.catenary.capture.pose.PoseTrack;
import dev.catenary.capture.time.HostClock;
import dev.catenary.capture.time.LeapSeconds;
import dev.catenary.capture.trajectory.Trajectory;
import dev.catenary.capture.trajectory.TrajectoryPoses;
import dev.catenary.device.config.CatenaryConfig.LinkSettings;
import dev.catenary.device.config.CatenaryConfig.PositionConfig;
import dev.catenary.device.config.CatenaryConfig.PositionSource;
import dev.catenary.device.flow.Onlooker;
import dev.catenary.device.flow.SeenPosition;
import dev.catenary.proto.counter.Counters;
import dev.catenary.proto.counter.DeviceCounter;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Where the machine is, as the configuration wants it known: by a receiver or an INS, or fixed. Its
 * parts are for the capture thread, but for what {@link PositionInput} gives to others.
 */
final class Positioning {
  private static final int POSES = 16_384;

  private final PositionInput input;
  private final SeenPosition listener;
  private final PoseSource poses;
  private final @Nullable TrajectoryPoses postProcessed;
  private final ReceiverSettings receivers;
  private final PortTable<GnssStream> receiversByPort = new PortTable<>();

  /**
   * @param crs of the map: EPSG code, or {@code auto-utm} for the zone of the first position
   * @param heard told the name of each message
   * @param onlooker of positions
   * @param trajectory in place of what receivers said; null where there is none
   */
  Positioning(
      PositionConfig config,
      String crs,
      HostClock hostClock,
      HeardMessages heard,
      Onlooker onlooker,
      @Nullable Trajectory trajectory,
      Counters counters)
      throws IOException {
    PoseTrack track = new PoseTrack(POSES, nanos(config.gapSecondsMax()), counters);
    input = new PositionInput(config.source() == PositionSource.INS, crs, config.datum(), track);
    receivers = receivers(config);
    listener = new SeenPosition(input, onlooker);
    postProcessed = trajectory == null ? null : postProcessed(trajectory, config);
    if (postProcessed != null) {
      poses = postProcessed;
    } else {
      poses = config.source() == PositionSource.FIXED ? fixedPose(config) : track;
    }
    for (LinkSettings link : config.links()) {
      receiversByPort.add(
          link.port(),
          LiveLinks.sender(link),
          new GnssStream(counters, receivers, hostClock, heard, listener));
    }
  }

  private static ReceiverSettings receivers(PositionConfig config) {
    Double separation = config.geoidSeparationMetres();
    Integer leapSeconds = config.leapSeconds();
    return new ReceiverSettings(
        leapSeconds == null ? LeapSeconds.byDate() : LeapSeconds.configured(leapSeconds),
        separation == null ? new Egm96() : GeoidSeparation.configured(separation),
        separation == null ? DeviceCounter.FIXES_BY_EGM96 : DeviceCounter.FIXES_BY_CONFIGURED_GEOID,
        Math.toRadians(config.headingOffsetDegrees()));
  }

  /** Settings of receivers; the leap seconds that one of them tells are known to all. */
  ReceiverSettings receivers() {
    return receivers;
  }

  private TrajectoryPoses postProcessed(Trajectory trajectory, PositionConfig config)
      throws IOException {
    MapFrame frame = input.frameAt(trajectory.latitudeRad(0), trajectory.longitudeRad(0));
    return new TrajectoryPoses(trajectory, frame, nanos(config.gapSecondsMax()));
  }

  /** Poses of the post-processed trajectory; null where there is none. */
  @Nullable TrajectoryPoses postProcessed() {
    return postProcessed;
  }

  private PoseSource fixedPose(PositionConfig where) throws IOException {
    return new FixedPose(
        input.fixed(
            Math.toRadians(where.latitudeDegrees()),
            Math.toRadians(where.longitudeDegrees()),
            where.heightMetres(),
            Math.toRadians(where.headingDegrees())));
  }

  private static long nanos(double seconds) {
    return (long) (seconds * 1e9);
  }

  /** Position input, with the map frame that follows from it. */
  PositionInput input() {
    return input;
  }

  /** To be told what receivers say, also by way of a sensor. */
  GnssListener listener() {
    return listener;
  }

  /** Where the machine was at any time of which that is known. */
  PoseSource poses() {
    return poses;
  }

  /** Of the links that carry positions alone. */
  PortTable<GnssStream> receiversByPort() {
    return receiversByPort;
  }
}
