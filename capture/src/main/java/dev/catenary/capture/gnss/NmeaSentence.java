package dev.catenary.capture.gnss;

/**
 * One checked NMEA 0183 sentence, or the header or body of a NovAtel ASCII log, laid over the bytes
 * it came in; fields are read in place. Field 0 is the talker and type, as {@code GPGGA}.
 */
final class NmeaSentence {
  private static final int FIELDS_MAX = 40;

  private final int[] starts = new int[FIELDS_MAX + 1];
  private byte[] bytes = new byte[0];
  private int fields;

  /** Takes the text between {@code $} and {@code *}; too many fields are cut off. */
  void wrap(byte[] text, int start, int end) {
    bytes = text;
    fields = 0;
    starts[0] = start;
    for (int i = start; i <= end && fields < FIELDS_MAX; i++) {
      if (i == end || text[i] == ',') {
        starts[++fields] = i + 1;
      }
    }
  }

  int fields() {
    return fields;
  }

  /** True when the sentence is of this three-letter type, from any talker. */
  boolean isType(String type) {
    return length(0) == 5
        && bytes[starts[0] + 2] == type.charAt(0)
        && bytes[starts[0] + 3] == type.charAt(1)
        && bytes[starts[0] + 4] == type.charAt(2);
  }

  /** Second letter of the talker: P of GPGSV. */
  char talkerLetter() {
    return length(0) < 2 ? 0 : (char) bytes[starts[0] + 1];
  }

  /** True when field 0 is this name, as of proprietary sentences. */
  boolean isNamed(String name) {
    return isText(0, name);
  }

  /** True when a field is this text. */
  boolean isText(int field, String text) {
    boolean equal = length(field) == text.length();
    for (int i = 0; equal && i < text.length(); i++) {
      equal = bytes[starts[field] + i] == text.charAt(i);
    }
    return equal;
  }

  /** Where the name without the talker begins: GGA of GPGGA; proprietary names have no talker. */
  int nameStart() {
    return length(0) == 5 && bytes[starts[0]] != 'P' ? starts[0] + 2 : starts[0];
  }

  int nameEnd() {
    return starts[0] + length(0);
  }

  /** A letter of a field. */
  char letter(int field, int index) {
    return (char) bytes[starts[field] + index];
  }

  boolean isEmpty(int field) {
    return length(field) == 0;
  }

  /** The only letter of a field; 0 when it is empty or missing. */
  char letter(int field) {
    return isEmpty(field) ? 0 : (char) bytes[starts[field]];
  }

  /** The number of a field; NaN when it is empty, missing or no number. */
  double number(int field) {
    int length = length(field);
    return length == 0 ? Double.NaN : number(starts[field], starts[field] + length);
  }

  /** A latitude or longitude, {@code ddmm.mmmm} and its hemisphere, in radians; or NaN. */
  double angleRad(int field) {
    double raw = number(field);
    double degrees = Math.floor(raw / 100);
    double value = Math.toRadians(degrees + (raw - degrees * 100) / 60);
    return switch (letter(field + 1)) {
      case 'N', 'E' -> value;
      case 'S', 'W' -> -value;
      default -> Double.NaN;
    };
  }

  /** A time {@code hhmmss.ss} as nanoseconds of the UTC day; -1 when there is none. */
  long timeOfDayNanos(int field) {
    if (length(field) < 6) {
      return -1;
    }
    double hoursMinutes = number(starts[field], starts[field] + 4);
    double seconds = number(starts[field] + 4, starts[field] + length(field));
    if (Double.isNaN(hoursMinutes) || Double.isNaN(seconds)) {
      return -1;
    }
    long hours = (long) (hoursMinutes / 100);
    long minutes = (long) hoursMinutes % 100;
    if (hours > 23 || minutes > 59 || seconds >= 61) {
      return -1;
    }
    return (hours * 3_600 + minutes * 60) * 1_000_000_000 + Math.round(seconds * 1e9);
  }

  int length(int field) {
    return field < fields ? starts[field + 1] - 1 - starts[field] : 0;
  }

  private double number(int from, int to) {
    int at = from;
    boolean negative = at < to && bytes[at] == '-';
    if (negative || (at < to && bytes[at] == '+')) {
      at++;
    }
    long digits = 0;
    double scale = 1;
    boolean fraction = false;
    boolean any = false;
    for (; at < to; at++) {
      byte c = bytes[at];
      if (c == '.' && !fraction) {
        fraction = true;
      } else if (c >= '0' && c <= '9' && digits < Long.MAX_VALUE / 100) {
        digits = digits * 10 + (c - '0');
        scale = fraction ? scale * 10 : scale;
        any = true;
      } else {
        return Double.NaN;
      }
    }
    if (!any) {
      return Double.NaN;
    }
    return negative ? -(digits / scale) : digits / scale;
  }
}
