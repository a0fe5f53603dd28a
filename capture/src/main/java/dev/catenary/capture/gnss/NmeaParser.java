package dev.catenary.capture.gnss;

import dev.catenary.capture.time.GpsTime;
import dev.catenary.proto.counter.Counters;
import dev.catenary.proto.counter.DeviceCounter;
import dev.catenary.proto.point.PoseQuality;

/**
 * Reads the fields of NMEA 0183 sentences of any talker: GGA, GNS, RMC, ZDA, GLL (time), GST, HDT,
 * THS, VTG, GSV, and PASHR with an attitude. {@link FixEpoch} joins what they say of one moment.
 *
 * <p>Source: NMEA 0183 4.11 as described in the u-blox F9 interface description UBX-18010854,
 * chapter "NMEA protocol"; PASHR as in the OEM7 Commands and Logs Reference Manual, log PASHR.
 */
final class NmeaParser {
  private static final double KNOT_METRES_PER_SECOND = 1852.0 / 3600;

  private final Counters counters;
  private final HeardMessages heard;
  private final ReceiverSettings settings;
  private final GnssListener listener;
  private final FixEpoch epoch;
  private final ReceiverDay day;
  private final SatelliteInView satellite = new SatelliteInView();
  private final NmeaSentence sentence = new NmeaSentence();

  NmeaParser(
      Counters counters, HeardMessages heard, ReceiverSettings settings, GnssListener listener) {
    this.counters = counters;
    this.heard = heard;
    this.settings = settings;
    this.listener = listener;
    this.day = new ReceiverDay();
    this.epoch = new FixEpoch(counters, settings, day, listener);
  }

  /** The receiver has been silent for a while. */
  void quiet() {
    epoch.quiet();
  }

  /** No more sentences will come of the moment that is under way. */
  void end() {
    epoch.end();
  }

  /** Takes the text of a sentence whose checksum is right. */
  void accept(byte[] text, int end, long hostTimeNanos) {
    sentence.wrap(text, 0, end);
    heard.count(text, sentence.nameStart(), sentence.nameEnd());
    boolean understood;
    if (sentence.isType("GGA")) {
      understood = gga(hostTimeNanos);
    } else if (sentence.isType("GNS")) {
      understood = gns(hostTimeNanos);
    } else if (sentence.isType("RMC")) {
      understood = rmc(hostTimeNanos);
    } else if (sentence.isType("ZDA")) {
      understood = zda();
    } else if (sentence.isType("GLL")) {
      understood = gll(hostTimeNanos);
    } else if (sentence.isType("GST")) {
      understood = gst(hostTimeNanos);
    } else if (sentence.isType("HDT") || sentence.isType("THS")) {
      understood = heading(hostTimeNanos);
    } else if (sentence.isType("VTG")) {
      understood = vtg(hostTimeNanos);
    } else if (sentence.isType("GSV")) {
      understood = gsv();
    } else if (sentence.isNamed("PASHR") && sentence.timeOfDayNanos(1) >= 0) {
      understood = attitude();
    } else {
      counters.increment(DeviceCounter.NMEA_OTHER);
      return;
    }
    counters.increment(understood ? DeviceCounter.NMEA_SENTENCES : DeviceCounter.NMEA_MALFORMED);
  }

  private boolean gga(long hostTimeNanos) {
    return sentence.fields() >= 12
        && place(
            FixEpoch.Kind.GGA, ggaQuality(sentence.letter(6)), sentence.number(11), hostTimeNanos);
  }

  private boolean gns(long hostTimeNanos) {
    return sentence.fields() >= 11
        && place(FixEpoch.Kind.GNS, gnsQuality(), sentence.number(10), hostTimeNanos);
  }

  /** GGA and GNS have the same fields but for quality and separation. */
  private boolean place(
      FixEpoch.Kind kind, PoseQuality quality, double separationMetres, long hostTimeNanos) {
    long timeOfDay = sentence.timeOfDayNanos(1);
    if (quality == PoseQuality.NONE || (kind == FixEpoch.Kind.GNS && sentence.isEmpty(2))) {
      // No fix; or of several GNS of one moment one that only adds a system's satellites.
      if (timeOfDay >= 0) {
        epoch.timed(kind, timeOfDay, hostTimeNanos);
        epoch.sentenceEnds();
      }
      return true;
    }
    if (timeOfDay >= 0 && sentence.isEmpty(9)) {
      counters.increment(DeviceCounter.FIXES_WITHOUT_HEIGHT);
      epoch.timed(kind, timeOfDay, hostTimeNanos);
      epoch.sentenceEnds();
      return true;
    }
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
    if (epoch.timed(kind, timeOfDay, hostTimeNanos)) {
      int satellites = sentence.isEmpty(7) ? -1 : whole(7);
      epoch.place(
          latitude, longitude, height, separationMetres, quality, satellites, sentence.number(8));
    }
    epoch.sentenceEnds();
    return true;
  }

  private boolean rmc(long hostTimeNanos) {
    if (sentence.fields() < 10) {
      return false;
    }
    long timeOfDay = sentence.timeOfDayNanos(1);
    if (sentence.letter(2) != 'A') {
      if (timeOfDay >= 0 && epoch.timed(FixEpoch.Kind.RMC, timeOfDay, hostTimeNanos)) {
        epoch.motion(Double.NaN, Double.NaN);
      }
      epoch.sentenceEnds();
      return true;
    }
    double date = sentence.number(9);
    if (timeOfDay < 0 || Double.isNaN(date)) {
      return false;
    }
    // GPS began in 1980, and that is what a receiver says that has not heard the date yet.
    int year = (int) date % 100 + ((int) date % 100 < 80 ? 2_000 : 1_900);
    int month = (int) date / 100 % 100;
    int dayOfMonth = (int) date / 10_000;
    if (!isDate(month, dayOfMonth)) {
      return false;
    }
    boolean joins = epoch.timed(FixEpoch.Kind.RMC, timeOfDay, hostTimeNanos);
    day.tell(GpsTime.daysSince1970(year, month, dayOfMonth), timeOfDay);
    if (joins) {
      epoch.motion(sentence.number(7) * KNOT_METRES_PER_SECOND, sentence.number(8));
    }
    epoch.sentenceEnds();
    return true;
  }

  /** Date and time alone; its time may be of another moment than the fixes'. */
  private boolean zda() {
    if (sentence.fields() < 5) {
      return false;
    }
    if (sentence.isEmpty(1) || sentence.isEmpty(4)) {
      return true;
    }
    long timeOfDay = sentence.timeOfDayNanos(1);
    int dayOfMonth = whole(2);
    int month = whole(3);
    int year = whole(4);
    if (timeOfDay < 0 || !isDate(month, dayOfMonth) || year < 1_980) {
      return false;
    }
    day.tell(GpsTime.daysSince1970(year, month, dayOfMonth), timeOfDay);
    return true;
  }

  private static boolean isDate(int month, int dayOfMonth) {
    return dayOfMonth >= 1 && dayOfMonth <= 31 && month >= 1 && month <= 12;
  }

  /** Has no height: of use for its time alone. */
  private boolean gll(long hostTimeNanos) {
    if (sentence.fields() < 6) {
      return false;
    }
    long timeOfDay = sentence.timeOfDayNanos(5);
    if (timeOfDay >= 0) {
      epoch.timed(FixEpoch.Kind.GLL, timeOfDay, hostTimeNanos);
      epoch.sentenceEnds();
    }
    return timeOfDay >= 0 || sentence.isEmpty(5);
  }

  private boolean gst(long hostTimeNanos) {
    if (sentence.fields() < 9) {
      return false;
    }
    long timeOfDay = sentence.timeOfDayNanos(1);
    if (timeOfDay >= 0 && epoch.timed(FixEpoch.Kind.GST, timeOfDay, hostTimeNanos)) {
      epoch.deviations(sentence.number(6), sentence.number(7), sentence.number(8));
    }
    epoch.sentenceEnds();
    return true;
  }

  private boolean heading(long hostTimeNanos) {
    if (sentence.fields() < 3) {
      return false;
    }
    boolean invalid = sentence.isType("THS") && sentence.letter(2) == 'V';
    double heading = invalid ? Double.NaN : Math.toRadians(sentence.number(1));
    epoch.untimedHeading(settings.vehicleHeading(heading), hostTimeNanos);
    epoch.sentenceEnds();
    return true;
  }

  private boolean vtg(long hostTimeNanos) {
    if (sentence.fields() < 9) {
      return false;
    }
    epoch.untimedMotion(sentence.number(7) / 3.6, sentence.number(1), hostTimeNanos);
    epoch.sentenceEnds();
    return true;
  }

  /** Heading, roll (right side down), pitch (nose up) with a time of its own. */
  private boolean attitude() {
    if (sentence.fields() < 6) {
      return false;
    }
    double heading = sentence.number(2);
    double roll = sentence.number(4);
    double pitch = sentence.number(5);
    if (!(Math.abs(roll) <= 180 && Math.abs(pitch) <= 90 && heading >= 0 && heading <= 360)) {
      return sentence.isEmpty(2);
    }
    epoch.attitude(
        sentence.timeOfDayNanos(1),
        Math.toRadians(heading),
        Math.toRadians(roll),
        Math.toRadians(pitch));
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

  private static PoseQuality ggaQuality(char indicator) {
    return switch (indicator) {
      case '1', '3' -> PoseQuality.SINGLE;
      // 9: NovAtel's own number for a fix with SBAS corrections.
      case '2', '9' -> PoseQuality.DIFFERENTIAL;
      case '4' -> PoseQuality.RTK_FIXED;
      case '5' -> PoseQuality.RTK_FLOAT;
      case '6' -> PoseQuality.DEAD_RECKONING;
      default -> PoseQuality.NONE;
    };
  }

  /** The best letter of field 6, which has one for each satellite system. */
  private PoseQuality gnsQuality() {
    PoseQuality best = PoseQuality.NONE;
    for (int i = 0; i < sentence.length(6); i++) {
      PoseQuality one =
          switch (sentence.letter(6, i)) {
            case 'R' -> PoseQuality.RTK_FIXED;
            case 'F' -> PoseQuality.RTK_FLOAT;
            case 'D' -> PoseQuality.DIFFERENTIAL;
            case 'P', 'A' -> PoseQuality.SINGLE;
            case 'E' -> PoseQuality.DEAD_RECKONING;
            default -> PoseQuality.NONE;
          };
      best = one.compareTo(best) < 0 ? one : best;
    }
    return best;
  }
}
