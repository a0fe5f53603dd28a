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
  static final String IMU_PORT = "imu-port";
  static final List<String> ALL = List.of("metadata", "identity", "intensity", IMU_PORT);

  private final Path base;

  /**
   * @param base folder that relative paths are taken from
   */
  OusterKeys(Path base) {
    this.base = base;
  }

  /** Null where the sensor is none of Ouster, or its metadata cannot be used. */
  @Nullable OusterConfig read(
      ConfigSection section, boolean isOuster, double rangeMinMetres, double rangeMaxMetres) {
    String file =
        section.textOrNull(
            "metadata",
            "The sensor's metadata file (JSON), of its present configuration (Ouster: necessary).");
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
    if (!isOuster || !(rangeMinMetres < rangeMaxMetres)) {
      return null;
    }
    OusterMetadata metadata = metadata(section, file);
    return metadata == null
        ? null
        : new OusterConfig(metadata, identity, intensity, rangeMinMetres, rangeMaxMetres);
  }

  private @Nullable OusterMetadata metadata(ConfigSection section, @Nullable String file) {
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
}
