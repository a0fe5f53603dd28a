package dev.catenary.capture.sensor;

import java.nio.ByteBuffer;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything that the rest of the program has to know about one kind of sensor. The sensor's folder
 * exports this one type; configuration, wiring, links, health, command line and documentation go
 * over the list of descriptions and name no sensor.
 */
public interface SensorDescription {
  /** Receive buffer at least, whatever the sensor's rate. */
  int RECEIVE_BUFFER_BYTES_MIN = 8 << 20;

  /** Share of a second that a receive buffer must hold at the sensor's top rate. */
  double RECEIVE_BUFFER_SECONDS = 0.2;

  /** Configuration's word for it: {@code velodyne}. */
  String type();

  /** Maker's name, for people. */
  String maker();

  /** Rows of the table of sensors. */
  List<VerifiedModel> models();

  /** Keys of its own, beside those that every sensor has. */
  List<SensorKey> keys();

  /** The maker's default UDP port of lidar packets. */
  int port();

  /** Its other packets; null where it has none. */
  @Nullable AncillaryPackets ancillary();

  /** Where {@code range-max} is left out. */
  default double rangeMaxMetres() {
    return 250;
  }

  /** The nearest that it measures: the limit where a recording is decoded as a whole. */
  default double rangeMinRecordedMetres() {
    return 0.1;
  }

  /** The farthest, likewise. */
  default double rangeMaxRecordedMetres() {
    return rangeMaxMetres();
  }

  /** Lengths of its lidar packets, in bytes. */
  BitSet packetLengths();

  /** Kind of its packets that have this length, for people; empty where none has. */
  default String packetsOfLength(int length) {
    return length >= 0 && packetLengths().get(length) ? "lidar packets" : "";
  }

  /** Bytes a second of the fastest model in its most talkative mode. */
  int bytesPerSecondMax();

  /** Clock of its time stamps, for people. */
  String clock();

  /** Speed of its serial line; 0 for a sensor that has none. */
  default int baud() {
    return 0;
  }

  /** The longest datagram that it sends; a byte stream through a serial server may come in any. */
  default int datagramBytesMax() {
    return packetLengths().length() - 1;
  }

  /** Receive buffer to ask of the kernel: 0.2 s at the top rate, a power of two, 8 MiB or more. */
  default int receiveBufferBytes() {
    int bytes = (int) (bytesPerSecondMax() * RECEIVE_BUFFER_SECONDS);
    return Math.max(RECEIVE_BUFFER_BYTES_MIN, Integer.highestOneBit(bytes - 1) << 1);
  }

  /**
   * The model or profile whose lidar packet these bytes have the shape of, for people; null for
   * another sensor's. Any bytes are allowed.
   *
   * @param packet holds the payload at {@code [offset, offset + length)}; its position is ignored
   */
  @Nullable String recognise(ByteBuffer packet, int offset, int length);

  /**
   * Checks the values of its keys and reads the files that ports depend on.
   *
   * @throws SensorKeyException naming the key whose value cannot be used
   */
  SensorSetup setup(SensorValues values) throws SensorKeyException;

  /** Cure where no packet comes. */
  default String whenSilent(int port) {
    return "Check the sensor's power and cable, that its destination is this computer and port "
        + port
        + ", and that no firewall is between (tcpdump -n udp port "
        + port
        + ").";
  }

  /** Cure where packets of another model or profile come. */
  String whenOtherModel();
}
