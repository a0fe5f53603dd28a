package dev.catenary.capture.livox;

import dev.catenary.capture.sensor.DecodeStatus;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The data packet of a Livox sensor, of SDK 2 or SDK 1, laid over the bytes it came in.
 *
 * <p>Sources: Livox-SDK2, livox_lidar_def.h, LivoxLidarEthernetPacket, and the Mid-360
 * communication protocol, "Point cloud data and IMU data"; Livox SDK communication protocol (SDK
 * 1), section 3.4 "Point cloud data". Unverified: no recording was at hand.
 */
final class LivoxPacket {
  /** Form of a packet's points. */
  enum Points {
    CARTESIAN_MILLIMETRES,
    CARTESIAN_CENTIMETRES,
    SPHERICAL,
    /** One pair of angles and a distance for each return. */
    SPHERICAL_SHARED_ANGLES,
    IMU
  }

  /** Clocks that a time stamp may be of. */
  enum Clock {
    FREE,
    PTP,
    UTC
  }

  static final int SDK2_HEADER_LENGTH = 36;
  static final int SDK1_HEADER_LENGTH = 18;
  static final int POINTS_MAX = 100;
  static final int IMU_LENGTH = 24;

  private static final int SDK2_LENGTH_OFFSET = 1;
  private static final int SDK2_INTERVAL_OFFSET = 3;
  private static final int SDK2_POINTS_OFFSET = 5;
  private static final int SDK2_COUNT_OFFSET = 7;
  private static final int SDK2_FRAME_OFFSET = 9;
  private static final int SDK2_TYPE_OFFSET = 10;
  private static final int SDK2_CLOCK_OFFSET = 11;
  private static final int SDK2_TIME_OFFSET = 28;
  private static final int SDK2_VERSION_MAX = 3;

  private static final int SDK1_VERSION = 5;
  private static final int SDK1_CLOCK_OFFSET = 8;
  private static final int SDK1_TYPE_OFFSET = 9;
  private static final int SDK1_TIME_OFFSET = 10;
  private static final int NO_POINTS = -1;

  private static final long INTERVAL_UNIT_NANOS = 100;

  private ByteBuffer bytes = ByteBuffer.allocate(0);
  private int offset;
  private boolean isSdk1;
  private int type;

  /** Lays it over a datagram: {@link DecodeStatus#OK} with points, ANCILLARY of the IMU. */
  DecodeStatus wrap(ByteBuffer packet, int at, int length) {
    bytes = packet.order() == ByteOrder.LITTLE_ENDIAN ? packet : view(packet);
    offset = at;
    if (length < SDK1_HEADER_LENGTH) {
      return DecodeStatus.BAD_LENGTH;
    }
    isSdk1 = unsigned8(0) == SDK1_VERSION && length == sdk1Length(unsigned8(SDK1_TYPE_OFFSET));
    if (isSdk1) {
      type = unsigned8(SDK1_TYPE_OFFSET);
      return points() == Points.IMU ? DecodeStatus.ANCILLARY : DecodeStatus.OK;
    }
    if (length < SDK2_HEADER_LENGTH) {
      return DecodeStatus.BAD_LENGTH;
    }
    type = unsigned8(SDK2_TYPE_OFFSET);
    int size = sdk2PointLength(type);
    if (unsigned8(0) > SDK2_VERSION_MAX
        || size == NO_POINTS
        || unsigned16(SDK2_LENGTH_OFFSET) != length) {
      return DecodeStatus.BAD_MAGIC;
    }
    int count = unsigned16(SDK2_POINTS_OFFSET);
    if (count > POINTS_MAX || SDK2_HEADER_LENGTH + count * size != length) {
      return DecodeStatus.BAD_LENGTH;
    }
    return points() == Points.IMU ? DecodeStatus.ANCILLARY : DecodeStatus.OK;
  }

  private ByteBuffer other = ByteBuffer.allocate(0);
  private ByteBuffer otherOf = other;

  /** Made once for each buffer that packets come in. */
  @SuppressWarnings("ReferenceEquality") // the same bytes elsewhere need a view of their own
  private ByteBuffer view(ByteBuffer packet) {
    if (otherOf != packet) {
      otherOf = packet;
      other = packet.duplicate().order(ByteOrder.LITTLE_ENDIAN);
      other.clear();
    }
    return other;
  }

  private static int sdk2PointLength(int type) {
    return switch (type) {
      case 0 -> IMU_LENGTH;
      case 1 -> 14;
      case 2 -> 8;
      case 3 -> 10;
      case 0x11 -> 28;
      default -> NO_POINTS;
    };
  }

  /** Number of pulses in a packet of SDK 1. */
  private static int sdk1Pulses(int type) {
    return switch (type) {
      case 0, 1 -> 100;
      case 2, 3 -> 96;
      case 4, 5 -> 48;
      case 6 -> 1;
      case 7, 8 -> 30;
      default -> NO_POINTS;
    };
  }

  private static int sdk1PulseLength(int type) {
    return switch (type) {
      case 0 -> 13;
      case 1 -> 9;
      case 2 -> 14;
      case 3 -> 10;
      case 4 -> 28;
      case 5 -> 16;
      case 6 -> IMU_LENGTH;
      case 7 -> 42;
      case 8 -> 22;
      default -> NO_POINTS;
    };
  }

  static int sdk1Length(int type) {
    int pulses = sdk1Pulses(type);
    return pulses < 0 ? NO_POINTS : SDK1_HEADER_LENGTH + pulses * sdk1PulseLength(type);
  }

  boolean isSdk1() {
    return isSdk1;
  }

  Points points() {
    if (isSdk1) {
      return switch (type) {
        case 0, 2, 4, 7 -> Points.CARTESIAN_MILLIMETRES;
        case 1, 3 -> Points.SPHERICAL;
        case 5, 8 -> Points.SPHERICAL_SHARED_ANGLES;
        default -> Points.IMU;
      };
    }
    return switch (type) {
      case 1, 0x11 -> Points.CARTESIAN_MILLIMETRES;
      case 2 -> Points.CARTESIAN_CENTIMETRES;
      case 3 -> Points.SPHERICAL;
      default -> Points.IMU;
    };
  }

  /** Returns of each pulse. */
  int returns() {
    if (isSdk1) {
      return type == 7 || type == 8 ? 3 : type == 4 || type == 5 ? 2 : 1;
    }
    return type == 0x11 ? 2 : 1;
  }

  int pulses() {
    return isSdk1 ? sdk1Pulses(type) : unsigned16(SDK2_POINTS_OFFSET);
  }

  /** Where a pulse begins, from the packet's start. */
  int pulseAt(int pulse) {
    return isSdk1
        ? SDK1_HEADER_LENGTH + pulse * sdk1PulseLength(type)
        : SDK2_HEADER_LENGTH + pulse * sdk2PointLength(type);
  }

  /** Bytes from one Cartesian return of a pulse to the next. */
  int returnLength() {
    return isSdk1 && type == 0 ? 13 : points() == Points.CARTESIAN_CENTIMETRES ? 8 : 14;
  }

  Clock clock() {
    int said = unsigned8(isSdk1 ? SDK1_CLOCK_OFFSET : SDK2_CLOCK_OFFSET);
    if (said == 1) {
      return Clock.PTP;
    }
    return said == (isSdk1 ? 3 : 2) ? Clock.UTC : Clock.FREE;
  }

  /** Time stamp as nanoseconds; of SDK 1 in UTC it is a date, whose bytes the caller reads. */
  long timeNanos() {
    return bytes.getLong(offset + (isSdk1 ? SDK1_TIME_OFFSET : SDK2_TIME_OFFSET));
  }

  int dateByte(int index) {
    return unsigned8(SDK1_TIME_OFFSET + index);
  }

  long microsOfHour() {
    return bytes.getInt(offset + SDK1_TIME_OFFSET + 4) & 0xFFFF_FFFFL;
  }

  /** From the first pulse to the end of the last; SDK 2 alone. */
  long intervalNanos() {
    return unsigned16(SDK2_INTERVAL_OFFSET) * INTERVAL_UNIT_NANOS;
  }

  /** Number of the packet in its frame; SDK 2 alone. */
  int countInFrame() {
    return unsigned16(SDK2_COUNT_OFFSET);
  }

  int frame() {
    return unsigned8(SDK2_FRAME_OFFSET);
  }

  int unsigned8(int at) {
    return bytes.get(offset + at) & 0xFF;
  }

  int unsigned16(int at) {
    return bytes.getShort(offset + at) & 0xFFFF;
  }

  int signed16(int at) {
    return bytes.getShort(offset + at);
  }

  int signed32(int at) {
    return bytes.getInt(offset + at);
  }
}
