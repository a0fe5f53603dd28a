package dev.catenary.capture.gnss;

import dev.catenary.proto.counter.Counters;
import dev.catenary.proto.counter.DeviceCounter;
import dev.catenary.proto.point.PoseQuality;

/**
 * Joins what the sentences of one moment say, whatever their order, into one fix. An epoch ends
 * when a sentence of another time comes, with the silence behind a burst, or, once three epochs
 * were alike, with its usual last sentence. Sentences without a time of their own (HDT, THS, VTG)
 * belong to the burst they came in: {@link UntimedWords} tells by their arrival which that is.
 */
final class FixEpoch {
  /** A heading or course that was not said again is carried for so long. */
  private static final long SAID_NANOS_MAX = 2_500_000_000L;

  private static final int ALIKE_MIN = 3;
  private static final long NO_TIME = -1;

  /** Sentences that make an epoch; ZDA may have another time, and PASHR another rate. */
  enum Kind {
    GGA,
    GNS,
    RMC,
    GLL,
    GST,
    UNTIMED
  }

  private final Counters counters;
  private final ReceiverSettings settings;
  private final ReceiverDay day;
  private final GnssListener listener;
  private final GnssFix fix = new GnssFix();
  private final UntimedWords untimed = new UntimedWords();
  private final Attitudes attitudes = new Attitudes();

  private long timeOfDayNanos = NO_TIME;
  private long closedTimeOfDayNanos = NO_TIME;
  private long openedHostNanos;
  private double separationMetres = Double.NaN;
  private double heightAboveGeoidMetres = Double.NaN;
  private PoseQuality quality = PoseQuality.NONE;
  private boolean headingSaid;
  private boolean motionSaid;
  private long headingSaidNanos;
  private long motionSaidNanos;

  private int sentences;
  private Kind last = Kind.UNTIMED;
  private int usualSentences;
  private Kind usualLast = Kind.UNTIMED;
  private int alike;

  /** True once something came behind the end of its epoch: then only the next one ends it. */
  private boolean isPatient;

  FixEpoch(Counters counters, ReceiverSettings settings, ReceiverDay day, GnssListener listener) {
    this.counters = counters;
    this.settings = settings;
    this.day = day;
    this.listener = listener;
  }

  /**
   * A sentence with a time has come.
   *
   * @return false when its epoch has ended already, so that what it says comes too late
   */
  boolean timed(Kind kind, long timeOfDay, long hostTimeNanos) {
    if (timeOfDay != timeOfDayNanos) {
      if (timeOfDay == closedTimeOfDayNanos) {
        isPatient = true;
        return false;
      }
      untimed.split(hostTimeNanos);
      if (timeOfDayNanos != NO_TIME) {
        close();
      } else {
        carryLate();
      }
      timeOfDayNanos = timeOfDay;
      openedHostNanos = hostTimeNanos;
    }
    untimed.allEarlier();
    joinUntimed();
    untimed.burstAt(hostTimeNanos);
    sentences++;
    last = kind;
    return true;
  }

  /** Ends the epoch with its usual last sentence. */
  void sentenceEnds() {
    if (timeOfDayNanos != NO_TIME
        && !isPatient
        && alike >= ALIKE_MIN
        && sentences + untimed.count() == usualSentences
        && (untimed.count() > 0 ? Kind.UNTIMED : last) == usualLast) {
      untimed.allEarlier();
      close();
    }
  }

  /** The receiver has been silent for long enough to have ended its burst. */
  void quiet() {
    if (!isPatient) {
      end();
    }
  }

  /** No more will come. */
  void end() {
    untimed.allEarlier();
    if (timeOfDayNanos != NO_TIME) {
      close();
    }
  }

  /** A place; of several in one epoch the best counts, of equal ones the first. */
  void place(
      double latitudeRad,
      double longitudeRad,
      double aboveGeoidMetres,
      double separation,
      PoseQuality howGood,
      int satellites,
      double hdop) {
    if (Double.isNaN(separationMetres)) {
      separationMetres = separation;
    }
    if (quality != PoseQuality.NONE && PoseQuality.worse(quality, howGood) == howGood) {
      return;
    }
    quality = howGood;
    fix.latitudeRad = latitudeRad;
    fix.longitudeRad = longitudeRad;
    heightAboveGeoidMetres = aboveGeoidMetres;
    separationMetres = Double.isNaN(separation) ? separationMetres : separation;
    fix.satellitesUsed = satellites;
    fix.hdop = hdop;
  }

  void motion(double speedMetresPerSecond, double courseDegrees) {
    fix.speedMetresPerSecond = speedMetresPerSecond;
    fix.courseRad = Math.toRadians(courseDegrees);
    motionSaid = true;
  }

  void deviations(double northMetres, double eastMetres, double heightMetres) {
    fix.northSdMetres = northMetres;
    fix.eastSdMetres = eastMetres;
    fix.heightSdMetres = heightMetres;
    fix.horizontalSdMetres = Math.hypot(northMetres, eastMetres);
  }

  void untimedHeading(double headingRad, long hostTimeNanos) {
    untimed.heading(headingRad, hostTimeNanos, timeOfDayNanos != NO_TIME);
  }

  void untimedMotion(double speedMetresPerSecond, double courseDegrees, long hostTimeNanos) {
    untimed.motion(speedMetresPerSecond, courseDegrees, hostTimeNanos, timeOfDayNanos != NO_TIME);
  }

  void attitude(long timeOfDay, double headingRad, double rollRad, double pitchRad) {
    attitudes.add(timeOfDay, headingRad, rollRad, pitchRad);
  }

  /** Takes up the untimed words that belong to the epoch under way. */
  private void joinUntimed() {
    for (int i = 0; i < untimed.earlier(); i++) {
      if (untimed.isHeading(i)) {
        fix.headingRad = untimed.headingRad(i);
        headingSaid = true;
      } else {
        motion(untimed.speedMetresPerSecond(i), untimed.courseDegrees(i));
      }
      sentences++;
      last = Kind.UNTIMED;
    }
    untimed.dropEarlier();
  }

  /**
   * Words that came behind what was taken for the end of their epoch are carried to the next; from
   * then on the next epoch's beginning is waited for.
   */
  private void carryLate() {
    for (int i = 0; i < untimed.earlier(); i++) {
      isPatient = true;
      if (untimed.isHeading(i)) {
        fix.headingRad = untimed.headingRad(i);
        headingSaidNanos = fix.gpsTimeNanos;
      } else {
        fix.speedMetresPerSecond = untimed.speedMetresPerSecond(i);
        fix.courseRad = Math.toRadians(untimed.courseDegrees(i));
        motionSaidNanos = fix.gpsTimeNanos;
      }
    }
    untimed.dropEarlier();
  }

  private void close() {
    joinUntimed();
    learn();
    closedTimeOfDayNanos = timeOfDayNanos;
    if (quality != PoseQuality.NONE) {
      hand();
    }
    quality = PoseQuality.NONE;
    separationMetres = Double.NaN;
    fix.horizontalSdMetres = Double.NaN;
    fix.northSdMetres = Double.NaN;
    fix.eastSdMetres = Double.NaN;
    fix.heightSdMetres = Double.NaN;
    timeOfDayNanos = NO_TIME;
    sentences = 0;
  }

  private void learn() {
    alike = sentences == usualSentences && last == usualLast ? alike + 1 : 0;
    usualSentences = sentences;
    usualLast = last;
  }

  private void hand() {
    long previousFixNanos = fix.gpsTimeNanos;
    fix.quality = quality;
    fix.isDated = day.isTold();
    fix.hostTimeNanos = openedHostNanos;
    fix.gpsTimeNanos =
        settings.leapSeconds().gpsOfUnix(day.unixNanos(timeOfDayNanos, openedHostNanos));
    carry(previousFixNanos);
    if (attitudes.find(timeOfDayNanos)) {
      fix.headingRad = attitudes.headingRad();
      headingSaidNanos = fix.gpsTimeNanos;
      fix.rollRad = attitudes.rollRad();
      fix.pitchRad = attitudes.pitchRad();
    } else {
      fix.rollRad = Double.NaN;
      fix.pitchRad = Double.NaN;
    }
    if (!makeEllipsoidal()) {
      counters.increment(DeviceCounter.FIXES_WITHOUT_GEOID);
      return;
    }
    if (!fix.isDated) {
      counters.increment(DeviceCounter.FIXES_UNDATED);
    }
    listener.fix(fix);
  }

  private boolean makeEllipsoidal() {
    double separation = separationMetres;
    if (Double.isNaN(separation)) {
      separation = settings.geoid().metres(fix.latitudeRad, fix.longitudeRad);
      if (Double.isNaN(separation)) {
        return false;
      }
      counters.increment(settings.geoidCounter());
    }
    fix.heightMetres = heightAboveGeoidMetres + separation;
    return true;
  }

  /** Forgets words that are too old; those before the first fix are new. */
  private void carry(long previousFixNanos) {
    if (headingSaid || previousFixNanos == 0) {
      headingSaidNanos = fix.gpsTimeNanos;
    } else if (Math.abs(fix.gpsTimeNanos - headingSaidNanos) > SAID_NANOS_MAX) {
      fix.headingRad = Double.NaN;
    }
    if (motionSaid || previousFixNanos == 0) {
      motionSaidNanos = fix.gpsTimeNanos;
    } else if (Math.abs(fix.gpsTimeNanos - motionSaidNanos) > SAID_NANOS_MAX) {
      fix.courseRad = Double.NaN;
      fix.speedMetresPerSecond = Double.NaN;
    }
    headingSaid = false;
    motionSaid = false;
  }
}
