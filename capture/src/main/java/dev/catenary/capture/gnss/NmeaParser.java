package dev.catenary.capture.gnss;

import dev.catenary.capture.time.GpsTime;
import dev.catenary.proto.counter.Counters;
import dev.catenary.proto.counter.DeviceCounter;
import dev.catenary.proto.point.PoseQuality;

/**
 * Reads NMEA 0183 sentences out of a byte stream that may hold other things and be broken anywhere:
 * GGA, RMC, GST, HDT, THS, VTG and GSV of any talker. A fix is handed on with each GGA; what the
 * other sentences say is taken into the next ones for at most 2.5 s.
 *
 * <p>Source: NMEA 0183 4.11 as described in the u-blox F9 interface description UBX-18010854,
 * chapter "NMEA protocol".
 */
final class NmeaParser {
  private static final int SENTENCE_LENGTH_MAX = 160;
  private static final double KNOT_METRES_PER_SECOND = 1852.0 / 3600;

  /** Two fixes a second apart and some; HDT, THS and VTG have no time of their own. */
  private static final long SAID_NANOS_MAX = 2_500_000_000L;

  private final Counters counters;
  private final int leapSeconds;
  private final GnssListener listener;
  private final GnssFix fix = new GnssFix();
  private final SatelliteInView satellite = new SatelliteInView();
  private final NmeaSentence sentence = new NmeaSentence();
  private final ReceiverDay day = new ReceiverDay();
  private final byte[] text = new byte[SENTENCE_LENGTH_MAX];
  private int length = -1;

  /** Only then is a line's end part of what was read. */
  private boolean isAfterSentence;

  private long headingSaidNanos;
  private long motionSaidNanos;

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
      isAfterSentence &= next == '\r' || next == '\n';
      return isAfterSentence;
    }
    if (next == '\r' || next == '\n') {
      sentenceEnds(hostTimeNanos);
      length = -1;
      isAfterSentence = true;
      return true;
    }
    if (next < ' ' || length == SENTENCE_LENGTH_MAX) {
      counters.add(DeviceCounter.GNSS_BYTES_SKIPPED, length + 1);
      length = -1;
      isAfterSentence = false;
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
    int high = Character.digit(text[star + 1], 16);
    int low = Character.digit(text[star + 2], 16);
    if (high < 0 || low < 0 || checksum != high * 16 + low) {
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
    } else if (sentence.isType("GSV")) {
      understood = gsv();
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
    double height = sentence.number(9) + sentence.number(11);
    if (timeOfDay < 0
        || Double.isNaN(latitude)
        || Double.isNaN(longitude)
        || Double.isNaN(height)
        || Math.abs(latitude) > Math.PI / 2
        || Math.abs(longitude) > Math.PI) {
      return false;
    }
    fix.latitudeRad = latitude;
    fix.longitudeRad = longitude;
    fix.heightMetres = height;
    fix.quality = quality;
    fix.satellitesUsed = sentence.isEmpty(7) ? -1 : whole(7);
    fix.hdop = sentence.number(8);
    long previousFixNanos = fix.gpsTimeNanos;
    fix.isDated = day.isTold();
    fix.gpsTimeNanos = GpsTime.ofUnix(day.unixNanos(timeOfDay, hostTimeNanos), leapSeconds);
    forgetWhatIsOld(previousFixNanos);
    listener.fix(fix);
    fix.horizontalSdMetres = Double.NaN;
    fix.northSdMetres = Double.NaN;
    fix.eastSdMetres = Double.NaN;
    fix.heightSdMetres = Double.NaN;
    return true;
  }

  /** Forgets values older than the fix before; before the first fix everything is new. */
  private void forgetWhatIsOld(long previousFixNanos) {
    if (previousFixNanos == 0) {
      headingSaidNanos = fix.gpsTimeNanos;
      motionSaidNanos = fix.gpsTimeNanos;
      return;
    }
    if (fix.gpsTimeNanos - headingSaidNanos > SAID_NANOS_MAX) {
      fix.headingRad = Double.NaN;
    }
    if (fix.gpsTimeNanos - motionSaidNanos > SAID_NANOS_MAX) {
      fix.courseRad = Double.NaN;
      fix.speedMetresPerSecond = Double.NaN;
    }
  }

  private void motion(double speedMetresPerSecond, double courseDegrees) {
    fix.speedMetresPerSecond = speedMetresPerSecond;
    fix.courseRad = Math.toRadians(courseDegrees);
    motionSaidNanos = fix.gpsTimeNanos;
  }

  private boolean rmc() {
    if (sentence.fields() < 10) {
      return false;
    }
    if (sentence.letter(2) != 'A') {
      motion(Double.NaN, Double.NaN);
      return true;
    }
    long timeOfDay = sentence.timeOfDayNanos(1);
    double date = sentence.number(9);
    if (timeOfDay < 0 || Double.isNaN(date)) {
      return false;
    }
    int dayOfMonth = (int) date / 10_000;
    int month = (int) date / 100 % 100;
    // GPS began in 1980, and that is what a receiver says that has not heard the date yet.
    int year = (int) date % 100 + ((int) date % 100 < 80 ? 2_000 : 1_900);
    if (dayOfMonth < 1 || dayOfMonth > 31 || month < 1 || month > 12) {
      return false;
    }
    day.tell(GpsTime.daysSince1970(year, month, dayOfMonth), timeOfDay);
    motion(sentence.number(7) * KNOT_METRES_PER_SECOND, sentence.number(8));
    return true;
  }

  private boolean gst() {
    if (sentence.fields() < 9) {
      return false;
    }
    fix.northSdMetres = sentence.number(6);
    fix.eastSdMetres = sentence.number(7);
    fix.heightSdMetres = sentence.number(8);
    fix.horizontalSdMetres = Math.hypot(fix.northSdMetres, fix.eastSdMetres);
    return true;
  }

  private boolean heading() {
    if (sentence.fields() < 3) {
      return false;
    }
    boolean invalid = sentence.isType("THS") && sentence.letter(2) == 'V';
    fix.headingRad = invalid ? Double.NaN : Math.toRadians(sentence.number(1));
    headingSaidNanos = fix.gpsTimeNanos;
    return true;
  }

  private boolean vtg() {
    if (sentence.fields() < 9) {
      return false;
    }
    motion(sentence.number(7) / 3.6, sentence.number(1));
    return true;
  }

  /** Groups of four fields, a satellite each; the last sentence may have fewer than four groups. */
  private boolean gsv() {
    if (sentence.fields() < 4) {
      return false;
    }
    satellite.system = sentence.talkerLetter();
    for (int field = 4; field + 3 < sentence.fields(); field += 4) {
      int number = whole(field);
      int elevation = whole(field + 1);
      int azimuth = whole(field + 2);
      if (number <= 0 || elevation < 0 || elevation > 90 || azimuth < 0 || azimuth > 360) {
        // Seen, but its orbit is not known yet.
        continue;
      }
      satellite.number = number;
      satellite.elevationDegrees = elevation;
      satellite.azimuthDegrees = azimuth;
      satellite.snrDbHz = whole(field + 3);
      listener.satellite(satellite);
    }
    return true;
  }

  /** A field that is a whole number; {@link SatelliteInView#UNKNOWN} where it is none. */
  private int whole(int field) {
    double value = sentence.number(field);
    return value >= 0 && value < 10_000 ? (int) value : SatelliteInView.UNKNOWN;
  }

  private static PoseQuality qualityOf(char indicator) {
    return switch (indicator) {
      case '1', '3' -> PoseQuality.SINGLE;
      case '2' -> PoseQuality.DIFFERENTIAL;
      case '4' -> PoseQuality.RTK_FIXED;
      case '5' -> PoseQuality.RTK_FLOAT;
      case '6' -> PoseQuality.DEAD_RECKONING;
      default -> PoseQuality.NONE;
    };
  }
}
