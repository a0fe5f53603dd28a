package dev.catenary.capture.gnss;

import dev.catenary.proto.counter.Counters;
import dev.catenary.proto.counter.DeviceCounter;

/**
 * Cuts NovAtel ASCII logs out of a stream's text: {@code #NAME,header;fields*crc}, or {@code %}
 * with the short header. A log ends where its CRC is complete and right.
 *
 * <p>Source: OEM7 Commands and Logs Reference Manual, "ASCII", "Short ASCII Format".
 */
final class NovatelAsciiFramer {
  /** Logs of measurements of many satellites are about as long. */
  private static final int LENGTH_MAX = 16_384;

  /** Of {@code *} and eight hexadecimal digits. */
  private static final int CRC_LENGTH = 9;

  private final Counters counters;
  private final NovatelAscii logs;
  private final byte[] text = new byte[LENGTH_MAX];
  private int length = -1;
  private boolean isAfterLog;

  NovatelAsciiFramer(Counters counters, NovatelAscii logs) {
    this.counters = counters;
    this.logs = logs;
  }

  /** True when a log may begin with this byte. */
  static boolean isSync(byte first) {
    return first == '#' || first == '%';
  }

  /** True while a log is under way, or its line end is to come. */
  boolean isInLog() {
    return length >= 0 || isAfterLog;
  }

  /**
   * Takes the next byte.
   *
   * @return true when it belongs to a log, or may
   */
  boolean accept(byte next) {
    if (isAfterLog) {
      isAfterLog = next == '\r';
      if (next == '\r' || next == '\n') {
        return true;
      }
    }
    if (isSync(next)) {
      breakOff();
      length = 0;
      text[length++] = next;
      return true;
    }
    if (length < 0) {
      return false;
    }
    if (next < ' ' || next == '$' || length == LENGTH_MAX || (length == 1 && !isLetter(next))) {
      breakOff();
      return false;
    }
    text[length++] = next;
    if (isComplete()) {
      int end = length - CRC_LENGTH;
      length = -1;
      isAfterLog = true;
      logs.accept(text, end);
    }
    return true;
  }

  private static boolean isLetter(byte next) {
    return next >= 'A' && next <= 'Z';
  }

  private void breakOff() {
    if (length >= CRC_LENGTH && text[length - CRC_LENGTH] == '*') {
      counters.increment(DeviceCounter.INS_BAD_CRC);
    } else {
      counters.add(DeviceCounter.GNSS_BYTES_SKIPPED, Math.max(0, length));
    }
    length = -1;
  }

  private boolean isComplete() {
    int star = length - CRC_LENGTH;
    if (star < 1 || text[star] != '*') {
      return false;
    }
    long said = 0;
    for (int i = star + 1; i < length; i++) {
      int digit = Character.digit(text[i], 16);
      if (digit < 0) {
        return false;
      }
      said = said << 4 | digit;
    }
    return NovatelCrc.of(text, 1, star) == (int) said;
  }
}
