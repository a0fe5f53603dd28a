package dev.catenary.device.config;

import dev.catenary.capture.georeference.PositionDatum;
import dev.catenary.capture.sensor.SensorDescription;
import dev.catenary.capture.sensor.SensorSetup;
import dev.catenary.inference.wire.clearance.ClearanceRules;
import dev.catenary.uplink.grant.GrantConfig;
import dev.catenary.uplink.policy.UploadPolicy;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The whole configuration, checked: what {@code catenary run} works by. Each part goes to the one
 * class that uses it.
 *
 * @param clearance the rules for the line that is surveyed; {@link ClearanceRules#NONE} without any
 * @param line that is surveyed
 * @param iot null without a message broker
 */
public record CatenaryConfig(
    String vehicle,
    String mission,
    Path dataDirectory,
    List<SensorConfig> sensors,
    PositionConfig position,
    MapConfig map,
    ZonesConfig zones,
    ClearanceRules clearance,
    SurveyedLine line,
    ClassificationConfig classification,
    JournalSettings journal,
    SpoolSettings spool,
    UploadConfig upload,
    @Nullable IotSettings iot,
    ServiceSettings service,
    PageSettings page,
    BoardSettings board,
    UpdateSettings update) {

  public CatenaryConfig {
    sensors = List.copyOf(sensors);
  }

  /** Name by which brokers and update repositories know this vehicle. */
  public String thing() {
    IotSettings broker = iot;
    return broker == null ? vehicle : broker.thing();
  }

  public Path journalDirectory() {
    return dataDirectory.resolve("journal");
  }

  public Path spoolDirectory() {
    return dataDirectory.resolve("spool");
  }

  /**
   * A sensor that makes points.
   *
   * @param setup the sensor as its own keys describe it
   * @param ancillaryPort of packets that carry no points; 0 for none
   */
  public record SensorConfig(
      String name,
      SensorDescription description,
      SensorSetup setup,
      LinkSettings link,
      int ancillaryPort,
      double rangeMinMetres,
      double rangeMaxMetres,
      MountConfig mount) {}

  /** Where the sensor sits on the vehicle's body: x forward, y left, z up. */
  public record MountConfig(Vector leverArmMetres, Vector boresightDegrees) {}

  /**
   * Link that bytes arrive by: a UDP port, or a serial device, whose bytes carry the port as their
   * number.
   */
  public record LinkSettings(
      String address,
      int port,
      @Nullable String source,
      int receiveBufferBytes,
      @Nullable SerialSettings serial,
      @Nullable TcpSettings tcp) {
    /** True for a port of this machine that datagrams come to. */
    public boolean isUdp() {
      return serial == null && tcp == null;
    }
  }

  /** A serial device that bytes arrive at. */
  public record SerialSettings(Path device, int baud) {}

  /** A server of a receiver that is connected to; its bytes carry the link's port. */
  public record TcpSettings(String host, int port) {}

  /**
   * Where the vehicle is.
   *
   * @param leapSeconds one number for all dates; null for the table and what receivers say
   * @param headingOffsetDegrees from the first to the second antenna of a pair, clockwise from
   *     forward
   */
  public record PositionConfig(
      PositionSource source,
      List<LinkSettings> links,
      PositionDatum datum,
      double latitudeDegrees,
      double longitudeDegrees,
      double heightMetres,
      double headingDegrees,
      double gapSecondsMax,
      double waitSecondsMax,
      @Nullable Integer leapSeconds,
      @Nullable Double geoidSeparationMetres,
      double headingOffsetDegrees) {}

  /** Where positions come from. */
  public enum PositionSource {
    /** NovAtel INS messages, NMEA beside it for time. */
    INS,
    /** NMEA sentences alone. */
    GNSS,
    /** A surveyed place that does not move. */
    FIXED
  }

  /** The projected frame of everything after georeferencing. */
  public record MapConfig(String crs) {}

  /** Gathering of points into zones, and the number of workers that classify and record them. */
  public record ZonesConfig(
      int cellMetres,
      double leaveSeconds,
      int pointsMax,
      double ageSecondsMax,
      int memoryMebibytesMax,
      int workers) {}

  /**
   * Classifier that labels the points.
   *
   * @param model {@code shipped}, {@code rules} or a model's folder
   * @param modelThreads of the model's runtime, for each worker
   */
  public record ClassificationConfig(String model, int modelThreads) {}

  /** The raw journal. */
  public record JournalSettings(
      boolean enabled,
      double syncSeconds,
      int segmentMebibytes,
      boolean keepRaw,
      int askedMebibytesMax) {}

  /** The outgoing mailbox. */
  public record SpoolSettings(
      int reserveMebibytes, int marginMebibytes, boolean overviews, int voxelMillimetres) {}

  /**
   * Where chunks go.
   *
   * @param development whether keys that do not end by themselves are let through
   */
  public record UploadConfig(
      UploadStore store,
      @Nullable String endpoint,
      String region,
      String bucket,
      String prefix,
      boolean pathStyle,
      Path directory,
      @Nullable GrantConfig grants,
      boolean development,
      LinkPolicies links) {}

  /**
   * Use of each kind of link.
   *
   * @param active one of the policies, or {@link UploadPolicy#ALL}
   * @param zone where quiet hours and calendar days are those of the people
   */
  public record LinkPolicies(UploadPolicy active, List<UploadPolicy> policies, ZoneId zone) {
    public LinkPolicies {
      policies = List.copyOf(policies);
    }

    /** The most uploads at once that any of them asks for. */
    public int lanes() {
      return policies.stream()
          .mapToInt(UploadPolicy::parallel)
          .reduce(active.parallel(), Math::max);
    }
  }

  /** Where this machine alone asks how the service is; metrics port 0 for none. */
  public record ServiceSettings(Path socket, int metricsPort) {}

  /** The kinds of store. */
  public enum UploadStore {
    S3,
    GRANTS,
    DIRECTORY,
    NONE
  }
}
