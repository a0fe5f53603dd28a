package dev.catenary.capture.ouster;

/**
 * The first 32 and the last 32 bytes of every packet that is not of the legacy format: what it is,
 * whose it is, which frame it belongs to, and its checksum. Two layouts: the standard one and that
 * of functional safety (FuSa) firmware.
 *
 * <p>Source: Ouster Firmware User Manual v3.1, tables "Packet header" and "Packet footer"; FuSa:
 * the header tables of the maker's SDK 1.0.1.
 */
final class OusterHeader {
  static final int LENGTH = 32;
  static final int FOOTER_LENGTH = 32;

  static final int TYPE_LIDAR = 1;
  static final int TYPE_IMU = 2;
  static final int TYPE_ZONE = 3;

  private static final int TYPE_OFFSET = 0;
  private static final int FRAME_ID_OFFSET = 2;
  private static final int INITIALIZATION_ID_OFFSET = 4;
  private static final int SERIAL_OFFSET = 7;

  private static final int FUSA_INITIALIZATION_ID_OFFSET = 1;
  private static final int FUSA_FRAME_ID_OFFSET = 4;
  private static final int FUSA_SERIAL_OFFSET = 11;

  private static final int CHECKSUM_LENGTH = 8;

  /**
   * Filler that firmware before 2.5 leaves in the checksum's place; seen in recordings of 2.3 and
   * 2.4.
   */
  private static final long CHECKSUM_FILLER = 0xDEAD_BEEF_0000_C0DEL;

  private final boolean fusa;
  private byte[] bytes = new byte[0];
  private int start;

  OusterHeader(boolean fusa) {
    this.fusa = fusa;
  }

  void wrap(byte[] packet, int offset) {
    bytes = packet;
    start = offset;
  }

  /** One of the types above; any other value is no packet of this layout. */
  int packetType() {
    return fusa
        ? LittleEndian.unsigned8(bytes, start + TYPE_OFFSET)
        : LittleEndian.unsigned16(bytes, start + TYPE_OFFSET);
  }

  /**
   * Tests whether the packet starts like one of the other layout: FuSa's type is one byte, the
   * standard one's two, of which the second is 0.
   */
  boolean isLikeFusa() {
    int first = LittleEndian.unsigned8(bytes, start + TYPE_OFFSET);
    return !fusa && first >= TYPE_LIDAR && first <= TYPE_ZONE && first != packetType();
  }

  /** Rises by one each turn; 16 bits, in the FuSa layout 32. */
  long frameId() {
    return fusa
        ? LittleEndian.unsigned32(bytes, start + FUSA_FRAME_ID_OFFSET)
        : LittleEndian.unsigned16(bytes, start + FRAME_ID_OFFSET);
  }

  /** 24 bits; another one each time that the sensor starts or is configured. */
  int initializationId() {
    return LittleEndian.unsigned24(
        bytes, start + (fusa ? FUSA_INITIALIZATION_ID_OFFSET : INITIALIZATION_ID_OFFSET));
  }

  /** 40 bits. */
  long serial() {
    return LittleEndian.unsigned40(bytes, start + (fusa ? FUSA_SERIAL_OFFSET : SERIAL_OFFSET));
  }

  /** True too where the firmware sends none: FuSa never does, others do from 2.5 on. */
  boolean isChecksumGood(int length) {
    if (fusa) {
      return true;
    }
    int covered = length - CHECKSUM_LENGTH;
    long sent = LittleEndian.signed64(bytes, start + covered);
    return sent == 0 || sent == CHECKSUM_FILLER || sent == OusterChecksum.of(bytes, start, covered);
  }
}
