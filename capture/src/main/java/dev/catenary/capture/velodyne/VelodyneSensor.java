package dev.catenary.capture.velodyne;

import dev.catenary.capture.sensor.AncillaryPackets;
import dev.catenary.capture.sensor.SensorDescription;
import dev.catenary.capture.sensor.SensorKey;
import dev.catenary.capture.sensor.SensorKeyException;
import dev.catenary.capture.sensor.SensorSetup;
import dev.catenary.capture.sensor.SensorValues;
import dev.catenary.capture.sensor.VerifiedModel;
import dev.catenary.capture.time.SensorTimeScale;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The Velodyne sensors, for the rest of the program. */
public final class VelodyneSensor implements SensorDescription {
  private static final SensorKey MODEL =
      SensorKey.text("model", "Model, as VLP-16; left out, it is found from the packets.");
  private static final SensorKey CALIBRATION =
      SensorKey.file("calibration", "Calibration file of this very unit (YAML).");
  private static final AncillaryPackets POSITION =
      new AncillaryPackets("position-port", 8308, "UDP port of position packets; 0 off.");

  /** A VLS-128 in dual return mode: 4.8 million measurements a second, 256 a packet. */
  private static final int PACKETS_PER_SECOND_MAX = 18_750;

  @Override
  public String type() {
    return "velodyne";
  }

  @Override
  public String maker() {
    return "Velodyne";
  }

  @Override
  public List<VerifiedModel> models() {
    return List.of(
        new VerifiedModel("VLP-16", "dual return", "recording, two decoders"),
        new VerifiedModel(
            "VLP-16 with a GNSS receiver, HDL-32E", "strongest return", "recordings, one decoder"),
        new VerifiedModel(
            "VLP-16, early unit that calls itself HDL-32E",
            "strongest return",
            "recording, one decoder"),
        new VerifiedModel("VLP-32C", "strongest return", "recording, two decoders"),
        new VerifiedModel("VLS-128", "strongest return", "recording, one decoder"),
        new VerifiedModel(
            "Puck Hi-Res, HDL-32E", "last, dual; Puck: any", "manual only, no recording"),
        new VerifiedModel(
            "VLP-32C, VLS-128", "dual; any model: last return", "manual only, no recording"));
  }

  @Override
  public List<SensorKey> keys() {
    return List.of(MODEL, CALIBRATION);
  }

  @Override
  public int port() {
    return 2368;
  }

  @Override
  public AncillaryPackets ancillary() {
    return POSITION;
  }

  @Override
  public BitSet packetLengths() {
    BitSet lengths = new BitSet();
    lengths.set(VelodyneDataPacket.LENGTH);
    return lengths;
  }

  @Override
  public String packetsOfLength(int length) {
    return length == VelodynePositionPacket.LENGTH
        ? "position packets"
        : SensorDescription.super.packetsOfLength(length);
  }

  @Override
  public int bytesPerSecondMax() {
    return PACKETS_PER_SECOND_MAX * VelodyneDataPacket.LENGTH;
  }

  @Override
  public String clock() {
    return "past the UTC hour";
  }

  @Override
  public @Nullable String recognise(ByteBuffer packet, int offset, int length) {
    if (length != VelodyneDataPacket.LENGTH) {
      return null;
    }
    VelodyneDataPacket data = new VelodyneDataPacket();
    data.wrap(packet, offset);
    VelodyneModel model = VelodyneModel.ofProductId(data.productId());
    if (data.flag(0) != VelodyneDataPacket.FLAG_BANK_0) {
      return null;
    }
    return model == null ? "a model that is not read" : model.displayName();
  }

  @Override
  public SensorSetup setup(SensorValues values) throws SensorKeyException {
    String name = values.text(MODEL);
    VelodyneModel model;
    try {
      model = name == null ? null : VelodyneModel.named(name);
    } catch (IllegalArgumentException e) {
      throw new SensorKeyException(
          MODEL.name(),
          "\"" + name + "\"",
          "VLP-16, Puck Hi-Res, HDL-32E, VLP-32C or VLS-128",
          "Correct it, or leave it out to have it found from the packets.");
    }
    Path calibration = values.file(CALIBRATION);
    return new SensorSetup(
        name,
        null,
        port(),
        POSITION.port(),
        SensorTimeScale.UTC_HOUR,
        (rangeMin, rangeMax) ->
            new VelodyneDecoder(
                new VelodyneConfig(
                    model,
                    calibration == null ? null : VelodyneCalibrationFile.read(calibration),
                    rangeMin,
                    rangeMax)));
  }

  @Override
  public String whenOtherModel() {
    return "Some packets are of another model than the one named, or than the first ones. Cure:"
        + " name the model, or record one sensor a file.";
  }
}
