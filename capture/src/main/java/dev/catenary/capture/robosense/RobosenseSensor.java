package dev.catenary.capture.robosense;

import dev.catenary.capture.sensor.AncillaryPackets;
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

/** The RoboSense sensors with rotating heads, for the rest of the program. */
public final class RobosenseSensor implements SensorDescription {
  private static final SensorKey MODEL =
      SensorKey.choice(
          "model",
          RobosenseModel.names(),
          "Model, of " + String.join(", ", RobosenseModel.names()) + "; packets do not tell it.");
  private static final AncillaryPackets DIFOP =
      new AncillaryPackets(
          "difop-port", 7_788, "UDP port of DIFOP packets, which have the calibration.");

  /** Twelve blocks of 55.5 us in single mode, half as long in dual mode. */
  private static final int PACKETS_PER_SECOND_MAX = 3_010;

  @Override
  public String type() {
    return "robosense";
  }

  @Override
  public String maker() {
    return "RoboSense";
  }

  @Override
  public List<VerifiedModel> models() {
    return List.of(
        new VerifiedModel(
            "RS16, RS32, Helios, Bpearl", "single, dual return", "manual only, no recording"));
  }

  @Override
  public List<SensorKey> keys() {
    return List.of(MODEL);
  }

  @Override
  public int port() {
    return 6_699;
  }

  @Override
  public AncillaryPackets ancillary() {
    return DIFOP;
  }

  @Override
  public BitSet packetLengths() {
    BitSet lengths = new BitSet();
    lengths.set(RobosenseDecoder.LENGTH);
    return lengths;
  }

  @Override
  public int bytesPerSecondMax() {
    return PACKETS_PER_SECOND_MAX * RobosenseDecoder.LENGTH;
  }

  @Override
  public String clock() {
    return "past the UTC hour";
  }

  @Override
  public @Nullable String recognise(ByteBuffer packet, int offset, int length) {
    if (length != RobosenseDecoder.LENGTH) {
      return null;
    }
    if (RobosenseDecoder.hasHeliosMark(packet, offset)) {
      return RobosenseModel.HELIOS.displayName;
    }
    return RobosenseDecoder.hasMark(packet, offset) ? "RS16, RS32 or Bpearl" : null;
  }

  @Override
  public SensorSetup setup(SensorValues values) throws SensorKeyException {
    String name = values.choice(MODEL);
    RobosenseModel model = RobosenseModel.named(name);
    if (model == null) {
      throw new SensorKeyException(
          MODEL.name(),
          "\"" + name + "\"",
          "one of " + String.join(", ", RobosenseModel.names()),
          "Correct it.");
    }
    return new SensorSetup(
        model.displayName,
        null,
        port(),
        DIFOP.port(),
        SensorTimeScale.UTC_HOUR,
        (rangeMin, rangeMax) -> new RobosenseDecoder(model, rangeMin, rangeMax));
  }

  @Override
  public String whenOtherModel() {
    return "Some packets are a Helios's and the model is another, or the reverse. Cure: correct the"
        + " sensor's model.";
  }
}
