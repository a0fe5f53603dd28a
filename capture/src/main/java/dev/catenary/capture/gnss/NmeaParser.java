package dev.catenary.capture.gnss;

import dev.catenary.capture.time.GpsTime;
import dev.catenary.proto.counter.Counters;
import dev.catenary.proto.counter.DeviceCounter;
import dev.catenary.proto.point.PoseQuality;

/**
 * Reads NMEA 0183 sentences out of a byte stream that may hold other things and be broken anywhere:
 * GGA, RMC, GST, HDT, THS and VTG of any talker. A fix is handed on with each GGA; what the other
 * sentences say is taken into the next one.
 *
 * <p>Source: NMEA 0183 4.11 as described in the u-blox F9 interface description UBX-18010854,
 * chapter "NMEA protocol".
 */
final class NmeaParser {
  private static final int SENTENCE_LENGTH_MAX = 160;
  private static final double KNOT_METRES_PER_SECOND = 1852.0 / 3600;
  private static final long DAY_NANOS = 86_400_000_000_000L;

  private final Counters counters;
  private final int leapSeconds;
  private final GnssListener listener;
  private final GnssFix fix = new GnssFix();
  private final NmeaSentence sentence = new NmeaSentence();
  private final byte[] text = new byte[SENTENCE_LENGTH_MAX];
  private int length = -1;
  private long dayUnixNanos = -1;
  private long dayTimeNanos = -1;

  NmeaParser(Counters counters, int leapSeconds, GnssListener listener) {
    this.counters = counters;
    this.leapSeconds = leapSeconds;
    this.listener = listener;
  }

  /**
   * Takes the next byte.
   *
   * @return true when it belongs to a sentence, or may
   */
  boolean accept(byte next, long hostTimeNanos) {
    if (next == '$') {
      counters.add(DeviceCounter.GNSS_BYTES_SKIPPED, Math.max(0, length + 1));
      length = 0;
      return true;
    }
    if (length < 0) {
      return next == '\r' || next == '\n';
    }
    if (next == '\r' || next == '\n') {
      sentenceEnds(hostTimeNanos);
      length = -1;
      return true;
    }
    if (next < ' ' || length == SENTENCE_LENGTH_MAX) {
      counters.add(DeviceCounter.GNSS_BYTES_SKIPPED, length + 1);
      length = -1;
      return false;
    }
    text[length++] = next;
    return true;
  }

  private void sentenceEnds(long hostTimeNanos) {
    int star = length - 3;
    if (star < 5 || text[star] != '*') {
      counters.increment(DeviceCounter.NMEA_BAD_CHECKSUM);
      return;
    }
    int checksum = 0;
    for (int i = 0; i < star; i++) {
      checksum ^= text[i];
    }
    int said = Character.digit(text[star + 1], 16) * 16 + Character.digit(text[star + 2], 16);
    if (checksum != said) {
      counters.increment(DeviceCounter.NMEA_BAD_CHECKSUM);
      return;
    }
    sentence.wrap(text, 0, star);
    boolean understood;
    if (sentence.isType("GGA")) {
      understood = gga(hostTimeNanos);
    } else if (sentence.isType("RMC")) {
      understood = rmc();
    } else if (sentence.isType("GST")) {
      understood = gst();
    } else if (sentence.isType("HDT") || sentence.isType("THS")) {
      understood = heading();
    } else if (sentence.isType("VTG")) {
      understood = vtg();
    } else {
      counters.increment(DeviceCounter.NMEA_OTHER);
      return;
    }
    counters.increment(understood ? DeviceCounter.NMEA_SENTENCES : DeviceCounter.NMEA_MALFORMED);
  }

  private boolean gga(long hostTimeNanos) {
    if (sentence.fields() < 12) {
      return false;
    }
    PoseQuality quality = qualityOf(sentence.letter(6));
    if (quality == PoseQuality.NONE) {
      return true;
    }
    long timeOfDay = sentence.timeOfDayNanos(1);
    double latitude = sentence.angleRad(2);
    double longitude = sentence.angleRad(4);
    double height = sentence.number(9);
    if (timeOfDay < 0
        || Double.isNaN(latitude)
        || Double.isNaN(longitude)
        || Double.isNaN(height)
        || Math.abs(latitude) > Math.PI / 2
        || Math.abs(longitude) > Math.PI) {
      return false;
    }
    double separation = sentence.number(11);
    fix.latitudeRad = latitude;
    fix.longitudeRad = longitude;
    fix.heightMetres = height + (Double.isNaN(separation) ? 0 : separation);
    fix.quality = quality;
    fix.gpsTimeNanos = GpsTime.ofUnix(unixNanos(timeOfDay, hostTimeNanos), leapSeconds);
    listener.fix(fix);
    fix.horizontalSdMetres = Double.NaN;
    return true;
  }

  /** The day that RMC has told, or the host's: whichever day brings the time nearest. */
  private long unixNanos(long timeOfDayNanos, long hostTimeNanos) {
    if (dayUnixNanos >= 0) {
      long sinceRmc = timeOfDayNanos - dayTimeNanos;
      long day = dayUnixNanos;
      if (sinceRmc < -DAY_NANOS / 2) {
        day += DAY_NANOS;
      } else if (sinceRmc > DAY_NANOS / 2) {
        day -= DAY_NANOS;
      }
      return day + timeOfDayNanos;
    }
    long hostDay = Math.floorDiv(hostTimeNanos, DAY_NANOS) * DAY_NANOS;
    long guess = hostDay + timeOfDayNanos;
    long off = guess - hostTimeNanos;
    if (off > DAY_NANOS / 2) {
      return guess - DAY_NANOS;
    }
    return off < -DAY_NANOS / 2 ? guess + DAY_NANOS : guess;
  }

  private boolean rmc() {
    if (sentence.fields() < 10) {
      return false;
    }
    if (sentence.letter(2) != 'A') {
      return true;
    }
    long timeOfDay = sentence.timeOfDayNanos(1);
    double date = sentence.number(9);
    if (timeOfDay < 0 || Double.isNaN(date)) {
      return false;
    }
    int day = (int) date / 10_000;
    int month = (int) date / 100 % 100;
    int year = 2_000 + (int) date % 100;
    if (day < 1 || day > 31 || month < 1 || month > 12) {
      return false;
    }
    dayUnixNanos = GpsTime.daysSince1970(year, month, day) * DAY_NANOS;
    dayTimeNanos = timeOfDay;
    fix.speedMetresPerSecond = sentence.number(7) * KNOT_METRES_PER_SECOND;
    fix.courseRad = Math.toRadians(sentence.number(8));
    return true;
  }

  private boolean gst() {
    if (sentence.fields() < 9) {
      return false;
    }
    fix.horizontalSdMetres = Math.hypot(sentence.number(6), sentence.number(7));
    return true;
  }

  private boolean heading() {
    if (sentence.fields() < 3 || (sentence.isType("THS") && sentence.letter(2) == 'V')) {
      return sentence.fields() >= 3;
    }
    fix.headingRad = Math.toRadians(sentence.number(1));
    return true;
  }

  private boolean vtg() {
    if (sentence.fields() < 9) {
      return false;
    }
    fix.courseRad = Math.toRadians(sentence.number(1));
    fix.speedMetresPerSecond = sentence.number(7) / 3.6;
    return true;
  }

  private static PoseQuality qualityOf(char indicator) {
    return switch (indicator) {
      case '1' -> PoseQuality.SINGLE;
      case '2' -> PoseQuality.DIFFERENTIAL;
      case '4' -> PoseQuality.RTK_FIXED;
      case '5' -> PoseQuality.RTK_FLOAT;
      case '6' -> PoseQuality.DEAD_RECKONING;
      default -> PoseQuality.NONE;
    };
  }
}
