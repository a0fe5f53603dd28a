package dev.catenary.capture.hesai;

import dev.catenary.capture.sensor.DecodeStatus;
import java.nio.ByteBuffer;

/**
 * A point cloud packet's fields where they stand. Little-endian.
 *
 * <p>The packet is a header (none in the Pandar40P), blocks, and a tail with return mode, speed,
 * date, time and number. A block has one azimuth and a unit for each channel: distance of 2 bytes,
 * reflectivity of 1, of 4-byte units one more.
 *
 * <p>Source: see {@link HesaiModel}.
 */
final class HesaiPacket {
  static final int LENGTH_MAX = 1_266;
  static final int AZIMUTHS = 36_000;

  static final int MODE_FIRST = 0x33;
  static final int MODE_STRONGEST = 0x37;
  static final int MODE_LAST = 0x38;
  static final int MODE_LAST_STRONGEST = 0x39;
  static final int MODE_LAST_FIRST = 0x3B;
  static final int MODE_FIRST_STRONGEST = 0x3C;
  static final int MODE_TRIPLE = 0x3D;

  /** Of a header of 12 bytes: channels at 6, blocks at 7, unit of distance at 9. */
  private static final int LONG_HEADER_CHANNELS_OFFSET = 6;

  private static final int LONG_HEADER_UNIT_OFFSET = 9;

  /** Of a header of 8 bytes: channels at 2, blocks at 3, unit of distance at 5. */
  private static final int SHORT_HEADER_CHANNELS_OFFSET = 2;

  private static final int SHORT_HEADER_UNIT_OFFSET = 5;
  private static final int UNIT_40P_MILLIMETRES = 4;

  /** Of the Pandars' tail: time, mode and date behind each other, after 10 bytes. */
  private static final int PANDAR_TIME_OFFSET = 10;

  private final byte[] bytes = new byte[LENGTH_MAX];
  private HesaiModel model = HesaiModel.XT32;
  private int length;
  private int modeAt;
  private int dateAt;
  private int timeAt;
  private int sequenceAt;

  /**
   * Takes a copy of the packet and checks what every packet of the model has; OK for a good one.
   */
  DecodeStatus wrap(ByteBuffer packet, int offset, int packetLength) {
    HesaiModel found = HesaiModel.ofLength(packetLength);
    if (found == null) {
      return DecodeStatus.BAD_LENGTH;
    }
    packet.get(offset, bytes, 0, packetLength);
    model = found;
    length = packetLength;
    placeTail();
    return isWhole() ? DecodeStatus.OK : DecodeStatus.BAD_MAGIC;
  }

  private void placeTail() {
    if (model.modeFirst) {
      modeAt = model.tailOffset + model.modeOffset;
      dateAt = modeAt + 1 + 2;
      timeAt = dateAt + 6;
      sequenceAt = timeAt + 4 + 1;
    } else {
      timeAt = model.tailOffset + PANDAR_TIME_OFFSET;
      modeAt = timeAt + 4;
      dateAt = modeAt + 1 + 1;
      sequenceAt = dateAt + 6;
    }
  }

  private boolean isWhole() {
    if (returns() == 0 || model.blocks % returns() != 0 || distanceUnitMillimetres() == 0) {
      return false;
    }
    boolean marked =
        switch (model.headerLength) {
          case 12 -> isHeader(LONG_HEADER_CHANNELS_OFFSET);
          case 8 -> isHeader(SHORT_HEADER_CHANNELS_OFFSET);
          default -> true;
        };
    for (int block = 0; block < model.blocks && marked; block++) {
      int at = blockAt(block);
      marked =
          azimuthCentidegrees(block) < AZIMUTHS
              && (model.blockHeaderLength == 2
                  || ((bytes[at] & 0xFF) == 0xFF && (bytes[at + 1] & 0xFF) == 0xEE));
    }
    return marked;
  }

  private boolean isHeader(int channelsAt) {
    return (bytes[0] & 0xFF) == 0xEE
        && (bytes[1] & 0xFF) == 0xFF
        && (bytes[channelsAt] & 0xFF) == model.channels
        && bytes[channelsAt + 1] == model.blocks;
  }

  HesaiModel model() {
    return model;
  }

  byte[] bytes() {
    return bytes;
  }

  int blockAt(int block) {
    return model.headerLength + block * model.blockLength;
  }

  /** Where the unit of the block's first channel stands. */
  int unitsAt(int block) {
    return blockAt(block) + model.blockHeaderLength;
  }

  int azimuthCentidegrees(int block) {
    return unsigned16(blockAt(block) + model.blockHeaderLength - 2);
  }

  int distanceUnitMillimetres() {
    return switch (model.headerLength) {
      case 12 -> bytes[LONG_HEADER_UNIT_OFFSET] & 0xFF;
      case 8 -> bytes[SHORT_HEADER_UNIT_OFFSET] & 0xFF;
      default -> UNIT_40P_MILLIMETRES;
    };
  }

  int returnMode() {
    return bytes[modeAt] & 0xFF;
  }

  /** Blocks that hold returns of the same firing; 0 for a mode that is not known. */
  int returns() {
    return switch (returnMode()) {
      case MODE_FIRST, MODE_STRONGEST, MODE_LAST -> 1;
      case MODE_LAST_STRONGEST, MODE_LAST_FIRST, MODE_FIRST_STRONGEST -> 2;
      case MODE_TRIPLE -> model == HesaiModel.XT32M2X ? 3 : 0;
      default -> 0;
    };
  }

  /** Of a QT128: whether the first block is of the first of its two loops of firings. */
  boolean isFirstLoop() {
    return model != HesaiModel.QT128 || (bytes[model.tailOffset + 5] & 1) != 0;
  }

  /** Nanoseconds past the UTC hour. */
  long nanosPastHour() {
    int minute = bytes[dateAt + 4] & 0xFF;
    int second = bytes[dateAt + 5] & 0xFF;
    return (minute * 60L + second) * 1_000_000_000 + unsigned32(timeAt) * 1_000;
  }

  boolean hasSequence() {
    return length > sequenceAt;
  }

  /** Rises by one each packet; 32 bits. */
  long sequence() {
    return unsigned32(sequenceAt);
  }

  int unsigned16(int at) {
    return (bytes[at] & 0xFF) | (bytes[at + 1] & 0xFF) << 8;
  }

  private long unsigned32(int at) {
    return unsigned16(at) | (long) unsigned16(at + 2) << 16;
  }
}
