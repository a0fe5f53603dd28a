package dev.catenary.device.config;

import dev.catenary.capture.ouster.OusterConfig;
import dev.catenary.capture.ouster.OusterMetadata;
import dev.catenary.capture.ouster.OusterMetadataException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The keys of a sensor that only an Ouster has. Its metadata is read at once, to be checked. */
final class OusterKeys {
  /** All of them. */
  static final List<String> KEYS = List.of("metadata", "imu-port", "identity", "intensity");

  private static final int LIDAR_PORT = 7502;
  private static final int IMU_PORT = 7503;

  private final ConfigSection section;

  /** Null where the sensor is none of Ouster, or its metadata cannot be used. */
  private final @Nullable OusterMetadata metadata;

  /**
   * @param base folder that relative paths are taken from
   * @param isOuster whether the sensor is one, so that metadata is necessary
   */
  OusterKeys(ConfigSection section, Path base, boolean isOuster) {
    this.section = section;
    String file =
        section.textOrNull(
            "metadata",
            "The sensor's metadata file (JSON), of its present configuration (Ouster).");
    metadata = isOuster ? read(base, file) : null;
  }

  private @Nullable OusterMetadata read(Path base, @Nullable String file) {
    String expected = "the metadata file of this sensor";
    try {
      if (file != null) {
        return OusterMetadata.read(base.resolve(file).normalize());
      }
      section.problem("metadata", "nothing", expected, OusterMetadataException.CURE);
    } catch (OusterMetadataException e) {
      section.problem(
          "metadata", "\"" + e.foundAndExpected() + "\"", expected, OusterMetadataException.CURE);
    } catch (IOException e) {
      section.problem("metadata", "\"" + e + "\"", expected, "Make the file readable.");
    }
    return null;
  }

  /** Where the sensor has been told to send its lidar packets to. */
  int lidarPort() {
    return metadata == null || metadata.lidarPort() == 0 ? LIDAR_PORT : metadata.lidarPort();
  }

  int imuPort() {
    int told = metadata == null || metadata.imuPort() == 0 ? IMU_PORT : metadata.imuPort();
    return section.whole(
        "imu-port",
        told,
        0,
        65_535,
        "",
        "UDP port of Ouster IMU packets, left out that of the metadata; 0 off.");
  }

  /** Null where there is no metadata, or the ranges are the wrong way round. */
  @Nullable OusterConfig config(double rangeMinMetres, double rangeMaxMetres) {
    OusterConfig.Identity identity =
        section.choice(
            "identity",
            OusterConfig.Identity.class,
            OusterConfig.Identity.SERIAL,
            "Which packets count: serial, those of the metadata's sensor;"
                + " serial-and-initialization, those until it starts anew; any, all (Ouster).");
    OusterConfig.Intensity intensity =
        section.choice(
            "intensity",
            OusterConfig.Intensity.class,
            OusterConfig.Intensity.SIGNAL,
            "Intensity of the points: signal photons, or reflectivity of 0 to 255 (Ouster).");
    return metadata == null || !(rangeMinMetres < rangeMaxMetres)
        ? null
        : new OusterConfig(metadata, identity, intensity, rangeMinMetres, rangeMaxMetres);
  }
}
