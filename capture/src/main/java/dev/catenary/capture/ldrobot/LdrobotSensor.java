package dev.catenary.capture.ldrobot;

import dev.catenary.capture.link.UdpLinkConfig;
import dev.catenary.capture.sensor.AncillaryPackets;
import dev.catenary.capture.sensor.SensorDescription;
import dev.catenary.capture.sensor.SensorKey;
import dev.catenary.capture.sensor.SensorSetup;
import dev.catenary.capture.sensor.SensorValues;
import dev.catenary.capture.sensor.VerifiedModel;
import dev.catenary.capture.time.SensorTimeScale;
import java.nio.ByteBuffer;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The LDROBOT LD06 and LD19, for the rest of the program. */
public final class LdrobotSensor implements SensorDescription {
  private static final int BAUD = 230_400;

  /** Bits on the line for one byte, 8N1. */
  private static final int BITS_PER_BYTE = 10;

  @Override
  public String type() {
    return "ldrobot";
  }

  @Override
  public String maker() {
    return "LDROBOT";
  }

  @Override
  public List<VerifiedModel> models() {
    return List.of(
        new VerifiedModel(
            "LD06, LD19", "one plane, one return, serial", "manual's example frame, no recording"));
  }

  @Override
  public List<SensorKey> keys() {
    return List.of();
  }

  /** Of a serial server; the sensor itself knows no network. */
  @Override
  public int port() {
    return 2368;
  }

  @Override
  public @Nullable AncillaryPackets ancillary() {
    return null;
  }

  @Override
  public BitSet packetLengths() {
    BitSet lengths = new BitSet();
    lengths.set(LdrobotFrame.LENGTH);
    return lengths;
  }

  @Override
  public int bytesPerSecondMax() {
    return BAUD / BITS_PER_BYTE;
  }

  @Override
  public String clock() {
    return "free, from 0 to 30 s";
  }

  @Override
  public int baud() {
    return BAUD;
  }

  /** A serial server cuts the stream where it likes. */
  @Override
  public int datagramBytesMax() {
    return UdpLinkConfig.DATAGRAM_BYTES_POSSIBLE;
  }

  @Override
  public @Nullable String recognise(ByteBuffer packet, int offset, int length) {
    LdrobotFrame frame = new LdrobotFrame();
    for (int at = offset; at <= offset + length - LdrobotFrame.LENGTH; at++) {
      if (frame.wrap(packet, at).hasMarks() && frame.hasGoodChecksum()) {
        return "LD06 or LD19";
      }
    }
    return null;
  }

  @Override
  public SensorSetup setup(SensorValues values) {
    return new SensorSetup(
        null,
        null,
        port(),
        0,
        SensorTimeScale.FREE,
        (rangeMin, rangeMax) -> new LdrobotDecoder(new LdrobotConfig(rangeMin, rangeMax)));
  }

  @Override
  public String whenSilent(int port) {
    return "Check the sensor's 5 V supply and that its head turns, the serial line and"
        + " link.device; through a serial server, that it sends to this computer and port "
        + port
        + ".";
  }

  @Override
  public String whenOtherModel() {
    return "Some frames are none of an LD06 or LD19. Cure: check the type of the sensor.";
  }
}
