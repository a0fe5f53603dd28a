package dev.catenary.capture.sensor;

import dev.catenary.capture.time.SensorTimeScale;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * One sensor as its keys describe it, ready to be decoded.
 *
 * @param model for people; null where only packets tell
 * @param firmware for people; null where unknown
 * @param port UDP port that its lidar packets go to, where the configuration names none
 * @param ancillaryPort UDP port of its other packets likewise; 0 for none
 * @param timeScale of its time stamps
 */
public record SensorSetup(
    @Nullable String model,
    @Nullable String firmware,
    int port,
    int ancillaryPort,
    SensorTimeScale timeScale,
    DecoderFactory decoders) {
  /** Makes the decoder, once the range limits are known. */
  @FunctionalInterface
  public interface DecoderFactory {
    /**
     * @throws IOException when a file of the sensor's cannot be read or used
     */
    SensorDecoder decoder(double rangeMinMetres, double rangeMaxMetres) throws IOException;
  }

  /** Stands in while the keys of a sensor have problems: it has ports and no decoder. */
  public static SensorSetup unusable(SensorDescription sensor) {
    AncillaryPackets others = sensor.ancillary();
    return new SensorSetup(
        null,
        null,
        sensor.port(),
        others == null ? 0 : others.port(),
        SensorTimeScale.FREE,
        (_, _) -> {
          throw new IOException(
              "found a configuration of "
                  + sensor.type()
                  + " with problems; expected none. Correct them first.");
        });
  }
}
