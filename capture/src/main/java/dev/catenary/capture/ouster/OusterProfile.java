package dev.catenary.capture.ouster;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.BitSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Layout of a pixel in a lidar packet: its length, and where range, reflectivity and signal of each
 * return stand in it. All little-endian.
 *
 * <p>Source: Ouster Firmware User Manual v3.1, section "Lidar Data Packet Format", tables of the
 * configurable profiles; the profiles of firmware 3.2 (ZONE16, WIN8) from the field tables of the
 * maker's SDK 1.0.1.
 */
public enum OusterProfile {
  LEGACY(12, 0, 0xF_FFFF, 4, 6),
  RNG19_RFL8_SIG16_NIR16(12, 0, 0x7_FFFF, 4, 6),
  RNG19_RFL8_SIG16_NIR16_DUAL(16, 0, 0x7_FFFF, 3, 8, 4, 7, 10),
  RNG15_RFL8_NIR8(4, 3, 0x7FFF, 2, OusterProfile.ABSENT),
  FUSA_RNG15_RFL8_NIR8_DUAL(8, 3, 0x7FFF, 2, OusterProfile.ABSENT, 4, 6, OusterProfile.ABSENT),
  RNG15_RFL8_NIR8_DUAL(8, 3, 0x7FFF, 2, OusterProfile.ABSENT, 4, 6, OusterProfile.ABSENT),
  RNG15_RFL8_NIR8_ZONE16(8, 3, 0x7FFF, 2, OusterProfile.ABSENT),
  RNG15_RFL8_WIN8(4, 3, 0x7FFF, 2, OusterProfile.ABSENT),
  RNG19_RFL8_SIG16_NIR16_ZONE16(12, 0, 0x7_FFFF, 4, 6),
  RNG19_RFL8_SIG16_ZONE16_DUAL(16, 0, 0x7_FFFF, 3, 8, 4, 7, 10);

  /** In place of an offset: the profile has no such field. */
  static final int ABSENT = -1;

  private static final int[] ROWS = {16, 32, 64, 128};
  private static final int COLUMNS_PER_PACKET = 16;

  final int pixelLength;

  /** Ranges are counted in millimetres once shifted left by this. */
  final int rangeShift;

  final int rangeMask;
  final int reflectivityOffset;
  final int signalOffset;

  /** Of the second return; {@link #ABSENT} in a single return profile. */
  final int secondRangeOffset;

  final int secondReflectivityOffset;
  final int secondSignalOffset;

  OusterProfile(
      int pixelLength, int rangeShift, int rangeMask, int reflectivityOffset, int signalOffset) {
    this(
        pixelLength,
        rangeShift,
        rangeMask,
        reflectivityOffset,
        signalOffset,
        OusterProfile.ABSENT,
        OusterProfile.ABSENT,
        OusterProfile.ABSENT);
  }

  OusterProfile(
      int pixelLength,
      int rangeShift,
      int rangeMask,
      int reflectivityOffset,
      int signalOffset,
      int secondRangeOffset,
      int secondReflectivityOffset,
      int secondSignalOffset) {
    this.pixelLength = pixelLength;
    this.rangeShift = rangeShift;
    this.rangeMask = rangeMask;
    this.reflectivityOffset = reflectivityOffset;
    this.signalOffset = signalOffset;
    this.secondRangeOffset = secondRangeOffset;
    this.secondReflectivityOffset = secondReflectivityOffset;
    this.secondSignalOffset = secondSignalOffset;
  }

  /** Returns of one pixel: 1 or 2. */
  public int returns() {
    return secondRangeOffset == ABSENT ? 1 : 2;
  }

  /** Tests whether signal photons are sent; where not, reflectivity is all there is. */
  public boolean hasSignal() {
    return signalOffset != ABSENT;
  }

  static @Nullable OusterProfile named(String name) {
    for (OusterProfile profile : values()) {
      if (profile.name().equals(name)) {
        return profile;
      }
    }
    return null;
  }

  static String names() {
    return Arrays.stream(values()).map(Enum::name).collect(Collectors.joining(", "));
  }

  /** The lengths of all lidar packets there are, to tell another sensor's packet from a stray. */
  static BitSet packetLengths() {
    BitSet lengths = new BitSet();
    for (OusterProfile profile : values()) {
      for (int rows : ROWS) {
        lengths.set(OusterLidarPacket.length(profile, rows, COLUMNS_PER_PACKET, profile != LEGACY));
      }
    }
    return lengths;
  }

  /** The rows and profiles that a lidar packet has the shape of, for people; null for none. */
  static @Nullable String shapeOf(ByteBuffer packet, int offset, int length) {
    StringBuilder shape = new StringBuilder();
    for (OusterProfile profile : values()) {
      for (int rows : ROWS) {
        boolean hasHeader = profile != LEGACY;
        if (length == OusterLidarPacket.length(profile, rows, COLUMNS_PER_PACKET, hasHeader)
            && (!hasHeader || packet.get(offset) == OusterHeader.TYPE_LIDAR)) {
          shape.append(shape.isEmpty() ? "" : " or ").append(rows + " rows, " + profile);
        }
      }
    }
    return shape.isEmpty() ? null : shape.toString();
  }
}
