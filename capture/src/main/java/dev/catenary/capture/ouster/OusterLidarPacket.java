package dev.catenary.capture.ouster;

/**
 * Where the columns of a lidar packet stand, and the fields that go with each.
 *
 * <p>A packet is a header (not in the legacy format), then columns, then a footer as long as the
 * header. A column is its own header, one pixel for each row from the top, and in the legacy format
 * four bytes that say whether it is valid.
 *
 * <p>Source: Ouster Firmware User Manual v3.1, section "Lidar Data Packet Format"; legacy: Software
 * User Manual v2.0, section "Lidar Data".
 */
final class OusterLidarPacket {
  private static final int TIMESTAMP_OFFSET = 0;
  private static final int MEASUREMENT_ID_OFFSET = TIMESTAMP_OFFSET + 8;
  private static final int STATUS_OFFSET = MEASUREMENT_ID_OFFSET + 2;
  private static final int COLUMN_HEADER_LENGTH = STATUS_OFFSET + 2;

  private static final int LEGACY_FRAME_ID_OFFSET = MEASUREMENT_ID_OFFSET + 2;
  private static final int LEGACY_ENCODER_OFFSET = LEGACY_FRAME_ID_OFFSET + 2;
  private static final int LEGACY_COLUMN_HEADER_LENGTH = LEGACY_ENCODER_OFFSET + 4;
  private static final int LEGACY_STATUS_LENGTH = 4;
  private static final int LEGACY_STATUS_VALID = 0xFFFF_FFFF;

  private final boolean legacy;
  private final int columns;
  private final int columnLength;
  private final int pixelsOffset;
  private final int legacyStatusOffset;
  private final int packetLength;
  private byte[] bytes = new byte[0];
  private int start;

  OusterLidarPacket(OusterProfile profile, int rows, int columns) {
    this.legacy = profile == OusterProfile.LEGACY;
    this.columns = columns;
    this.columnLength = columnLength(profile, rows);
    this.pixelsOffset = legacy ? LEGACY_COLUMN_HEADER_LENGTH : COLUMN_HEADER_LENGTH;
    this.legacyStatusOffset = columnLength - LEGACY_STATUS_LENGTH;
    this.packetLength = length(profile, rows, columns, !legacy);
  }

  static int length(OusterProfile profile, int rows, int columns, boolean hasHeader) {
    int ends = hasHeader ? OusterHeader.LENGTH + OusterHeader.FOOTER_LENGTH : 0;
    return ends + columns * columnLength(profile, rows);
  }

  private static int columnLength(OusterProfile profile, int rows) {
    int ends =
        profile == OusterProfile.LEGACY
            ? LEGACY_COLUMN_HEADER_LENGTH + LEGACY_STATUS_LENGTH
            : COLUMN_HEADER_LENGTH;
    return ends + rows * profile.pixelLength;
  }

  int length() {
    return packetLength;
  }

  int columns() {
    return columns;
  }

  void wrap(byte[] packet, int offset) {
    bytes = packet;
    start = offset;
  }

  /** Where the column starts in the array; the methods below take that. */
  int columnAt(int column) {
    return start + (legacy ? 0 : OusterHeader.LENGTH) + column * columnLength;
  }

  /** Where the column's first pixel starts, the top row's; the others follow without gaps. */
  int pixelsAt(int columnAt) {
    return columnAt + pixelsOffset;
  }

  /** The sensor's clock. */
  long timestampNanos(int columnAt) {
    return LittleEndian.signed64(bytes, columnAt + TIMESTAMP_OFFSET);
  }

  /** Counts the columns of a turn from 0; the angle. */
  int measurementId(int columnAt) {
    return LittleEndian.unsigned16(bytes, columnAt + MEASUREMENT_ID_OFFSET);
  }

  boolean isValid(int columnAt) {
    return legacy
        ? LittleEndian.signed32(bytes, columnAt + legacyStatusOffset) == LEGACY_STATUS_VALID
        : (LittleEndian.unsigned16(bytes, columnAt + STATUS_OFFSET) & 1) != 0;
  }

  /** False for a value that the legacy format does not have; elsewhere the other bits are open. */
  boolean isStatusKnown(int columnAt) {
    return !legacy
        || isValid(columnAt)
        || LittleEndian.signed32(bytes, columnAt + legacyStatusOffset) == 0;
  }

  /** 16 bits. */
  int legacyFrameId(int columnAt) {
    return LittleEndian.unsigned16(bytes, columnAt + LEGACY_FRAME_ID_OFFSET);
  }
}
