package dev.catenary.capture.livox;

import dev.catenary.capture.sensor.AncillaryPackets;
import dev.catenary.capture.sensor.DecodeStatus;
import dev.catenary.capture.sensor.SensorDescription;
import dev.catenary.capture.sensor.SensorKey;
import dev.catenary.capture.sensor.SensorKeyException;
import dev.catenary.capture.sensor.SensorSetup;
import dev.catenary.capture.sensor.SensorValues;
import dev.catenary.capture.sensor.VerifiedModel;
import dev.catenary.capture.time.SensorTimeScale;
import java.nio.ByteBuffer;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The Livox sensors, for the rest of the program. */
public final class LivoxSensor implements SensorDescription {
  private static final SensorKey MODEL =
      SensorKey.choice(
          "model", LivoxModel.names(), "Model, of " + String.join(", ", LivoxModel.names()) + ".");
  private static final AncillaryPackets IMU =
      new AncillaryPackets("imu-port", 56_401, "UDP port of IMU packets; 0 off.");
  private static final int SDK1_TYPES = 9;

  /** An Avia with three returns: 240,000 pulses a second, 30 to a packet of 1,278 bytes. */
  private static final int BYTES_PER_SECOND_MAX = 8_000 * 1_278;

  private static final int SDK2_PULSES = 96;

  @Override
  public String type() {
    return "livox";
  }

  @Override
  public String maker() {
    return "Livox";
  }

  @Override
  public List<VerifiedModel> models() {
    return List.of(
        new VerifiedModel(
            "Mid-360, HAP", "SDK 2, point types 1, 2, 3 and 0x11", "manual only, no recording"),
        new VerifiedModel(
            "Avia, Horizon, Tele-15, Mid-70, Mid-40",
            "SDK 1, point types 0 to 8; not started by command",
            "manual only, no recording"));
  }

  @Override
  public List<SensorKey> keys() {
    return List.of(MODEL);
  }

  @Override
  public int port() {
    return 56_301;
  }

  @Override
  public AncillaryPackets ancillary() {
    return IMU;
  }

  @Override
  public double rangeMaxMetres() {
    return 450;
  }

  @Override
  public BitSet packetLengths() {
    BitSet lengths = new BitSet();
    for (int type = 0; type < SDK1_TYPES; type++) {
      if (type != 6) {
        lengths.set(LivoxPacket.sdk1Length(type));
      }
    }
    for (int pointLength : new int[] {14, 8, 10}) {
      lengths.set(LivoxPacket.SDK2_HEADER_LENGTH + SDK2_PULSES * pointLength);
    }
    return lengths;
  }

  @Override
  public int datagramBytesMax() {
    return LivoxPacket.SDK2_HEADER_LENGTH + 28 * LivoxPacket.POINTS_MAX;
  }

  @Override
  public int bytesPerSecondMax() {
    return BYTES_PER_SECOND_MAX;
  }

  @Override
  public String clock() {
    return "TAI with PTP or GNSS, else free";
  }

  @Override
  public @Nullable String recognise(ByteBuffer packet, int offset, int length) {
    LivoxPacket read = new LivoxPacket();
    if (read.wrap(packet, offset, length) != DecodeStatus.OK) {
      return null;
    }
    return read.isSdk1() ? "Avia or another of SDK 1" : "Mid-360 or HAP";
  }

  @Override
  public SensorSetup setup(SensorValues values) throws SensorKeyException {
    String name = values.choice(MODEL);
    LivoxModel model = LivoxModel.named(name);
    if (model == null) {
      throw new SensorKeyException(
          MODEL.name(),
          "\"" + name + "\"",
          "one of " + String.join(", ", LivoxModel.names()),
          "Correct it.");
    }
    return new SensorSetup(
        model.displayName,
        null,
        port(),
        IMU.port(),
        SensorTimeScale.TAI,
        (rangeMin, rangeMax) -> new LivoxDecoder(model, rangeMin, rangeMax));
  }

  @Override
  public String whenSilent(int port) {
    return "Check the sensor's power (9 to 27 V) and cable, and with Livox Viewer that its"
        + " destination is this computer and port "
        + port
        + ". Models of SDK 1 send only to a program that has connected to them, which this one"
        + " does not.";
  }

  @Override
  public String whenOtherModel() {
    return "Some packets are of the other SDK than the model's. Cure: correct the sensor's model.";
  }
}
