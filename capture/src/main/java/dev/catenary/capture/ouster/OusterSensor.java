package dev.catenary.capture.ouster;

import dev.catenary.capture.sensor.AncillaryPackets;
import dev.catenary.capture.sensor.SensorDescription;
import dev.catenary.capture.sensor.SensorKey;
import dev.catenary.capture.sensor.SensorKeyException;
import dev.catenary.capture.sensor.SensorSetup;
import dev.catenary.capture.sensor.SensorValues;
import dev.catenary.capture.sensor.VerifiedModel;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The Ouster sensors, for the rest of the program. */
public final class OusterSensor implements SensorDescription {
  private static final int LIDAR_PORT = 7502;
  private static final int IMU_PORT = 7503;

  private static final SensorKey METADATA =
      SensorKey.file(
          "metadata",
          "The sensor's metadata file (JSON), of its present configuration; link.port and imu-port,"
              + " left out, are taken from it.",
          "%s.json",
          "%s_0.json",
          "metadata.json");
  private static final SensorKey IDENTITY =
      SensorKey.choice(
          "identity",
          List.of("serial", "serial-and-initialization", "any"),
          "Which packets count: serial, those of the metadata's sensor; serial-and-initialization,"
              + " those until it starts anew; any, all.");
  private static final SensorKey INTENSITY =
      SensorKey.choice(
          "intensity",
          List.of("signal", "reflectivity"),
          "Intensity of the points: signal photons, or reflectivity of 0 to 255.");
  private static final AncillaryPackets IMU =
      new AncillaryPackets(
          "imu-port", IMU_PORT, "UDP port of IMU packets, left out that of the metadata; 0 off.");

  /** 64 packets of 16 columns a turn at 20 turns a second, or twice that at 10. */
  private static final int PACKETS_PER_SECOND_MAX = 1_280;

  @Override
  public String type() {
    return "ouster";
  }

  @Override
  public String maker() {
    return "Ouster";
  }

  @Override
  public List<VerifiedModel> models() {
    return List.of(
        new VerifiedModel("OS1-64, OS1-32", "LEGACY", "recordings, maker's SDK"),
        new VerifiedModel("OS0-128", "RNG15_RFL8_NIR8", "recording, maker's SDK"),
        new VerifiedModel("OS2-128", "RNG19_RFL8_SIG16_NIR16", "recording, maker's SDK"),
        new VerifiedModel("OS0-32", "RNG19_RFL8_SIG16_NIR16_DUAL", "recording, maker's SDK"),
        new VerifiedModel(
            "OS1-128, functional safety firmware",
            "FUSA_RNG15_RFL8_NIR8_DUAL",
            "recording, the values of the maker's own test"),
        new VerifiedModel(
            "OS0, OS1, OS2, OSDome",
            "RNG15_RFL8_NIR8_DUAL, _ZONE16 and _WIN8",
            "maker's SDK's field tables, no recording"));
  }

  @Override
  public List<SensorKey> keys() {
    return List.of(METADATA, IDENTITY, INTENSITY);
  }

  @Override
  public int port() {
    return LIDAR_PORT;
  }

  @Override
  public AncillaryPackets ancillary() {
    return IMU;
  }

  @Override
  public double rangeMaxMetres() {
    return 1_000;
  }

  @Override
  public double rangeMinRecordedMetres() {
    return OusterConfig.RANGE_MIN_METRES;
  }

  @Override
  public double rangeMaxRecordedMetres() {
    return OusterConfig.RANGE_MAX_METRES;
  }

  @Override
  public BitSet packetLengths() {
    return OusterProfile.packetLengths();
  }

  @Override
  public int bytesPerSecondMax() {
    return PACKETS_PER_SECOND_MAX * datagramBytesMax();
  }

  @Override
  public String clock() {
    return "TAI with PTP, else free";
  }

  @Override
  public @Nullable String recognise(ByteBuffer packet, int offset, int length) {
    return OusterProfile.shapeOf(packet, offset, length);
  }

  @Override
  public SensorSetup setup(SensorValues values) throws SensorKeyException {
    OusterMetadata metadata = metadata(values.file(METADATA));
    var identity = constant(OusterConfig.Identity.class, values.choice(IDENTITY));
    var intensity = constant(OusterConfig.Intensity.class, values.choice(INTENSITY));
    return new SensorSetup(
        metadata.productLine(),
        metadata.firmware(),
        metadata.lidarPort() == 0 ? LIDAR_PORT : metadata.lidarPort(),
        metadata.imuPort() == 0 ? IMU_PORT : metadata.imuPort(),
        metadata.timeScale(),
        (rangeMin, rangeMax) ->
            new OusterDecoder(new OusterConfig(metadata, identity, intensity, rangeMin, rangeMax)));
  }

  private static OusterMetadata metadata(@Nullable Path file) throws SensorKeyException {
    String expected = "the metadata file of this sensor";
    String cure = OusterMetadataException.CURE;
    if (file == null) {
      throw new SensorKeyException(METADATA.name(), "nothing", expected, cure);
    }
    try {
      return OusterMetadata.read(file);
    } catch (OusterMetadataException e) {
      String found = "\"" + e.foundAndExpected() + "\"";
      throw new SensorKeyException(METADATA.name(), found, expected, cure);
    } catch (IOException e) {
      String found = "\"" + e + "\"";
      throw new SensorKeyException(METADATA.name(), found, expected, "Make the file readable.");
    }
  }

  private static <E extends Enum<E>> E constant(Class<E> type, String name) {
    return Enum.valueOf(type, name.toUpperCase(Locale.ROOT).replace('-', '_'));
  }

  @Override
  public String whenOtherModel() {
    return "Some packets are not of the sensor or the profile of the metadata. Cure: give the"
        + " metadata of this sensor, or record one sensor a file.";
  }
}
