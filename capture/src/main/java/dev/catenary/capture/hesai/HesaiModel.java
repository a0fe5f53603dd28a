package dev.catenary.capture.hesai;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The Hesai sensors whose point cloud packets can be read: how their packets are laid out.
 *
 * <p>Sources: Hesai user manuals of the PandarXT-32, Pandar40P and Pandar64, section "UDP Data";
 * recordings of all five models. The tails of the XT32M2X and QT128C2X are as the open decoder
 * Nebula of TIER IV lays them out. Unverified: the maker's own manuals of these two say the same.
 */
enum HesaiModel {
  XT32("XT32", 12, 8, 32, 2, 4, 0, 10, 50_000, true),
  XT32M2X("XT32M2X", 12, 6, 32, 2, 4, 0, 10, 50_000, true),
  PANDAR40P("Pandar40P", 0, 10, 40, 4, 3, 0, 0, 55_560, false),
  PANDAR64("Pandar64", 8, 6, 64, 2, 3, 0, 0, 55_560, false),
  /** Behind the blocks: a checksum of 4 bytes and 17 of functional safety. */
  QT128("QT128", 12, 2, 128, 2, 4, 21, 12, 111_110, true);

  /** Asked for each packet, where {@code values()} would make a copy. */
  private static final HesaiModel[] ALL = values();

  /** Bytes of a tail from the return mode on, in the order of the XT32. */
  private static final int TAIL_AFTER_MODE = 1 + 2 + 6 + 4 + 1;

  private static final int TAIL_40P = 22;
  private static final int SEQUENCE_LENGTH = 4;

  /** Of the QT128, behind the sequence: a checksum and 32 bytes of a signature. */
  private static final int QT128_REST = 4 + 32;

  final String displayName;
  final int headerLength;
  final int blocks;
  final int channels;

  /** Bytes before a block's first channel: its azimuth, and of a Pandar40P a flag before that. */
  final int blockHeaderLength;

  final int unitLength;
  final int blockLength;

  /** Where the tail begins. */
  final int tailOffset;

  /** Bytes of the tail before the return mode, where {@link #modeFirst}. */
  final int modeOffset;

  /** From one firing of a channel to its next. */
  final int sequenceNanos;

  /** True when the return mode stands before speed, date and time; else it is behind both. */
  final boolean modeFirst;

  HesaiModel(
      String displayName,
      int headerLength,
      int blocks,
      int channels,
      int blockHeaderLength,
      int unitLength,
      int betweenLength,
      int modeOffset,
      int sequenceNanos,
      boolean modeFirst) {
    this.displayName = displayName;
    this.headerLength = headerLength;
    this.blocks = blocks;
    this.channels = channels;
    this.blockHeaderLength = blockHeaderLength;
    this.unitLength = unitLength;
    this.blockLength = blockHeaderLength + channels * unitLength;
    this.tailOffset = headerLength + blocks * blockLength + betweenLength;
    this.modeOffset = modeOffset;
    this.sequenceNanos = sequenceNanos;
    this.modeFirst = modeFirst;
  }

  /** Tests whether packets of this length are this model's; a Pandar's may lack a number. */
  boolean isLength(int length) {
    return length == lengthMax() || (!modeFirst && length == lengthMax() - SEQUENCE_LENGTH);
  }

  int lengthMax() {
    int tail = modeFirst ? modeOffset + TAIL_AFTER_MODE : TAIL_40P;
    return tailOffset + tail + SEQUENCE_LENGTH + (this == QT128 ? QT128_REST : 0);
  }

  /** The model of a packet's length; null for none. */
  static @Nullable HesaiModel ofLength(int length) {
    for (HesaiModel model : ALL) {
      if (model.isLength(length)) {
        return model;
      }
    }
    return null;
  }

  /** The model of a name as people write it; case, spaces, dashes and "Pandar" do not count. */
  static @Nullable HesaiModel named(String name) {
    for (HesaiModel model : ALL) {
      if (plain(model.displayName).equals(plain(name))) {
        return model;
      }
    }
    return null;
  }

  static String names() {
    return Arrays.stream(ALL).map(model -> model.displayName).collect(Collectors.joining(", "));
  }

  private static String plain(String name) {
    return name.toUpperCase(Locale.ROOT).replaceAll("[ _-]|PANDAR", "");
  }
}
