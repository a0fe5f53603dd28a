package dev.catenary.capture.time;

import dev.catenary.capture.journal.RunNumber;
import dev.catenary.proto.counter.Counters;
import dev.catenary.proto.counter.DeviceCounter;
import dev.catenary.proto.point.PointBatch;
import dev.catenary.proto.point.TimeQuality;

/**
 * Ties one sensor's clock to GPS time and says how good the tie is. With a pulse per second or PTP
 * the sensor's own time counts, and the host's clock only tells the hour. Without, the tie is the
 * least delay seen between a sensor time and its datagram's arrival: delays only ever add.
 */
public final class TimeTie {
  private static final long HOUR_NANOS = 3_600_000_000_000L;

  /** A tie by arrival follows a sensor clock that drifts by up to this: 100 parts in a million. */
  private static final long DRIFT_DIVISOR = 10_000;

  private static final long STEP_NANOS = 500_000_000;

  /** 2001-09-09 in TAI: a PTP slave that shows less has never had a master, and counts from 0. */
  private static final long TAI_NANOS_MIN = 1_000_000_000_000_000_000L;

  private final SensorTimeScale scale;
  private final LeapSeconds leapSeconds;
  private final HostClock hostClock;
  private final Counters counters;
  private boolean locked;
  private boolean tied;
  private long delayNanos;
  private long previousSensorNanos;
  private long hoursPassedNanos;
  private boolean anySensorTime;

  /**
   * @param leapSeconds GPS time less UTC
   */
  public TimeTie(SensorTimeScale scale, int leapSeconds, Counters counters) {
    this(scale, LeapSeconds.configured(leapSeconds), new HostClock(), counters);
  }

  /**
   * @param leapSeconds GPS time less UTC
   * @param hostClock knows how wrong the host's clock is
   */
  public TimeTie(SensorTimeScale scale, int leapSeconds, HostClock hostClock, Counters counters) {
    this(scale, LeapSeconds.configured(leapSeconds), hostClock, counters);
  }

  /**
   * @param leapSeconds GPS time less UTC
   * @param hostClock knows how wrong the host's clock is
   */
  public TimeTie(
      SensorTimeScale scale, LeapSeconds leapSeconds, HostClock hostClock, Counters counters) {
    this.hostClock = hostClock;
    this.scale = scale;
    this.leapSeconds = leapSeconds;
    this.counters = counters;
    this.locked = scale == SensorTimeScale.TAI;
  }

  /** Takes the sensor's statement that its clock follows the pulse and the time it is given. */
  public void locked(boolean isLocked) {
    locked = isLocked;
  }

  /** Sets the batch's offset to GPS time and its quality, from its sensor and host times. */
  public void tie(PointBatch batch) {
    if (batch.size == 0) {
      return;
    }
    long sensorNanos = batch.sensorTimeNanos[0];
    hostClock.inRun(RunNumber.ofSequence(batch.sequence));
    long arrivalUtcNanos = hostClock.utcNanos(batch.hostTimeNanos);
    if (locked && scale == SensorTimeScale.TAI && sensorNanos >= TAI_NANOS_MIN) {
      batch.sensorToGpsNanos = GpsTime.ofTai(0);
      batch.timeQuality = TimeQuality.PTP;
    } else if (locked && scale == SensorTimeScale.UTC_HOUR) {
      batch.sensorToGpsNanos = hourStart(arrivalUtcNanos, sensorNanos);
      batch.timeQuality = TimeQuality.PPS_NMEA;
    } else {
      batch.sensorToGpsNanos = byArrival(sensorNanos, leapSeconds.gpsOfUnix(arrivalUtcNanos));
      batch.timeQuality = TimeQuality.HOST;
    }
  }

  /** The start of the UTC hour that brings the sensor's time nearest to its arrival. */
  private long hourStart(long arrivalUtcNanos, long sensorNanos) {
    long hour = Math.floorDiv(arrivalUtcNanos - sensorNanos + HOUR_NANOS / 2, HOUR_NANOS);
    return leapSeconds.gpsOfUnix(hour * HOUR_NANOS);
  }

  private long byArrival(long sensorNanos, long hostGpsNanos) {
    if (scale == SensorTimeScale.UTC_HOUR
        && anySensorTime
        && sensorNanos - previousSensorNanos < -HOUR_NANOS / 2) {
      hoursPassedNanos += HOUR_NANOS;
    }
    long passed = anySensorTime ? Math.abs(sensorNanos - previousSensorNanos) : 0;
    anySensorTime = true;
    previousSensorNanos = sensorNanos;
    long delay = hostGpsNanos - sensorNanos - hoursPassedNanos;
    if (tied && Math.abs(delay - delayNanos) > STEP_NANOS) {
      counters.increment(DeviceCounter.CLOCK_STEPS);
      tied = false;
    }
    if (!tied || delay < delayNanos) {
      delayNanos = delay;
      tied = true;
    } else if (passed < HOUR_NANOS / 2) {
      delayNanos = Math.min(delay, delayNanos + passed / DRIFT_DIVISOR);
    }
    return delayNanos + hoursPassedNanos;
  }
}
