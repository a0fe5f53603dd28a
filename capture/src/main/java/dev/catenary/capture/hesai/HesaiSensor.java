package dev.catenary.capture.hesai;

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
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The Hesai sensors, for the rest of the program. */
public final class HesaiSensor implements SensorDescription {
  private static final SensorKey MODEL =
      SensorKey.text("model", "Model, as XT32; left out, it is found from the packets.");
  private static final SensorKey CALIBRATION =
      SensorKey.file(
          "calibration",
          "Angle correction file of this very unit (CSV); left out, the model's generic angles.",
          "%s.csv",
          "calibration.csv");
  private static final AncillaryPackets GPS =
      new AncillaryPackets("gps-port", 10_110, "UDP port of GPS packets; 0 off.");

  /** A QT128 in a dual mode at 10 turns a second and 0.4 degrees: one packet a firing. */
  private static final int PACKETS_PER_SECOND_MAX = 9_000;

  @Override
  public String type() {
    return "hesai";
  }

  @Override
  public String maker() {
    return "Hesai";
  }

  @Override
  public List<VerifiedModel> models() {
    return List.of(
        new VerifiedModel(
            "XT32, Pandar40P, Pandar64, QT128",
            "dual, last and strongest",
            "recordings, two decoders"),
        new VerifiedModel("XT32M2X", "dual, first and strongest", "recording, two decoders"),
        new VerifiedModel(
            "the same", "single, other dual and triple modes", "manual only, no recording"));
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
    return GPS;
  }

  @Override
  public double rangeMinRecordedMetres() {
    return 0;
  }

  @Override
  public BitSet packetLengths() {
    BitSet lengths = new BitSet();
    for (int length = 0; length <= HesaiPacket.LENGTH_MAX; length++) {
      if (HesaiModel.ofLength(length) != null) {
        lengths.set(length);
      }
    }
    return lengths;
  }

  @Override
  public int bytesPerSecondMax() {
    return PACKETS_PER_SECOND_MAX * HesaiModel.QT128.lengthMax();
  }

  @Override
  public String clock() {
    return "past the UTC hour";
  }

  @Override
  public @Nullable String recognise(ByteBuffer packet, int offset, int length) {
    HesaiPacket read = new HesaiPacket();
    return read.wrap(packet, offset, length) == DecodeStatus.OK ? read.model().displayName : null;
  }

  @Override
  public SensorSetup setup(SensorValues values) throws SensorKeyException {
    String name = values.text(MODEL);
    HesaiModel model = name == null ? null : HesaiModel.named(name);
    if (name != null && model == null) {
      throw new SensorKeyException(
          MODEL.name(),
          "\"" + name + "\"",
          "one of " + HesaiModel.names(),
          "Correct it, or leave it out to have it found from the packets.");
    }
    Path calibration = values.file(CALIBRATION);
    return new SensorSetup(
        model == null ? null : model.displayName,
        null,
        port(),
        GPS.port(),
        SensorTimeScale.UTC_HOUR,
        (rangeMin, rangeMax) ->
            new HesaiDecoder(
                new HesaiConfig(
                    model,
                    calibration == null ? null : HesaiAngles.read(calibration),
                    rangeMin,
                    rangeMax)));
  }

  @Override
  public String whenOtherModel() {
    return "Some packets are of another model than the one named, than the first ones, or than the"
        + " angle correction file. Cure: name the model, give this unit's file, or record one"
        + " sensor a file.";
  }
}
