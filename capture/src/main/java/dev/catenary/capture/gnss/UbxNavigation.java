package dev.catenary.capture.gnss;

import dev.catenary.capture.time.GpsTime;
import dev.catenary.proto.counter.Counters;
import dev.catenary.proto.counter.DeviceCounter;
import java.nio.ByteBuffer;

/**
 * Meaning of the UBX messages that tell place, attitude and time. Those of one time of the week
 * make one fix: NAV-PVT, its place made finer by NAV-HPPOSLLH, heading by NAV-RELPOSNED of a moving
 * base, attitude by NAV-ATT. NAV-TIMEGPS, NAV-TIMELS and TIM-TP tell week and leap seconds.
 *
 * <p>Source: u-blox F9 HPG 1.32 interface description UBX-22008968, section 3.15 "UBX-NAV" and 3.18
 * "UBX-TIM"; NAV-ATT: u-blox F9 HPS 1.30 interface description UBX-22010984, section "UBX-NAV-ATT".
 */
final class UbxNavigation {
  private static final int NAV_PVT = 0x0107;
  private static final int NAV_ATT = 0x0105;
  private static final int NAV_HPPOSLLH = 0x0114;
  private static final int NAV_TIMEGPS = 0x0120;
  private static final int NAV_TIMELS = 0x0126;
  private static final int NAV_RELPOSNED = 0x013C;
  private static final int NAV_EOE = 0x0161;
  private static final int TIM_TP = 0x0D01;

  /** Of protocol versions before 18. */
  private static final int PVT_LENGTH_MIN = 84;

  private static final int PVT_LENGTH = 92;
  private static final int ATT_LENGTH = 32;
  private static final int HPPOSLLH_LENGTH = 36;
  private static final int TIMEGPS_LENGTH = 16;
  private static final int TIMELS_LENGTH = 24;
  private static final int RELPOSNED_LENGTH = 64;
  private static final int EOE_LENGTH = 4;
  private static final int TIM_TP_LENGTH = 16;

  private static final int KIND_PVT = 0;
  private static final int KIND_ATT = 1;
  private static final int KIND_HPPOSLLH = 2;
  private static final int KIND_RELPOSNED = 3;

  private final Counters counters;
  private final HeardMessages heard;
  private final ReceiverSettings settings;
  private final UbxFix fix;
  private final BinaryEpoch epoch;
  private final GpsWeek week;

  UbxNavigation(
      Counters counters, HeardMessages heard, ReceiverSettings settings, GnssListener listener) {
    this.counters = counters;
    this.heard = heard;
    this.settings = settings;
    this.week = new GpsWeek(settings.leapSeconds());
    this.fix = new UbxFix(counters, settings, week, listener);
    this.epoch = new BinaryEpoch(fix::hand);
  }

  void arrived(long hostTimeNanos) {
    fix.arrived(hostTimeNanos);
  }

  void quiet() {
    epoch.quiet();
  }

  void end() {
    epoch.end();
  }

  /**
   * Takes a checked message.
   *
   * @param kind class and number
   * @param m holds its payload from 0 on
   */
  void read(int kind, ByteBuffer m, int length) {
    heard.count(name(kind));
    boolean understood = true;
    if (kind == NAV_PVT && length >= PVT_LENGTH_MIN) {
      if (epoch.joins(tow(m, 0), KIND_PVT)) {
        fix.pvt(m, length >= PVT_LENGTH);
        epoch.messageEnds();
      }
    } else if (kind == NAV_HPPOSLLH && length == HPPOSLLH_LENGTH) {
      if (epoch.joins(tow(m, 4), KIND_HPPOSLLH)) {
        fix.highPrecision(m);
        epoch.messageEnds();
      }
    } else if (kind == NAV_ATT && length == ATT_LENGTH) {
      if (epoch.joins(tow(m, 0), KIND_ATT)) {
        fix.attitude(m);
        epoch.messageEnds();
      }
    } else if (kind == NAV_RELPOSNED && length == RELPOSNED_LENGTH) {
      if (epoch.joins(tow(m, 4), KIND_RELPOSNED)) {
        fix.relative(m);
        epoch.messageEnds();
      }
    } else if (kind == NAV_EOE && length == EOE_LENGTH) {
      epoch.endsWith(tow(m, 0));
    } else if (kind == NAV_TIMEGPS && length == TIMEGPS_LENGTH) {
      timeGps(m);
    } else if (kind == NAV_TIMELS && length == TIMELS_LENGTH) {
      timeLs(m);
    } else if (kind == TIM_TP && length == TIM_TP_LENGTH) {
      timePulse(m);
    } else {
      understood = false;
    }
    counters.increment(understood ? DeviceCounter.RECEIVER_MESSAGES : DeviceCounter.RECEIVER_OTHER);
  }

  private static long tow(ByteBuffer m, int at) {
    return m.getInt(at) & 0xFFFF_FFFFL;
  }

  private void timeGps(ByteBuffer m) {
    int valid = m.get(11);
    if ((valid & 0x3) == 0x3) {
      week.tellWeek(m.getShort(8), tow(m, 0));
      if ((valid & 0x4) != 0) {
        tellLeap(m.get(10), tow(m, 0));
      }
    }
  }

  private void timeLs(ByteBuffer m) {
    if ((m.get(23) & 0x1) != 0 && week.isTold()) {
      tellLeap(m.get(9), tow(m, 0));
    }
  }

  private void tellLeap(int seconds, long towMillis) {
    settings.leapSeconds().tell(seconds, week.gpsTimeNanos(towMillis, 0));
  }

  /** Time of the next pulse; in GPS time when the pulse is by GNSS time and that is GPS's. */
  private void timePulse(ByteBuffer m) {
    boolean isGps = (m.get(14) & 0x1) == 0 && (m.get(15) & 0xF) == 0;
    int itsWeek = m.getShort(12) & 0xFFFF;
    if (isGps && itsWeek > 0 && !week.isTold()) {
      week.tell(GpsTime.ofWeek(itsWeek, tow(m, 0) / 1e3));
    }
  }

  private static String name(int kind) {
    return switch (kind) {
      case NAV_PVT -> "NAV-PVT";
      case NAV_ATT -> "NAV-ATT";
      case NAV_HPPOSLLH -> "HPPOSLLH";
      case NAV_RELPOSNED -> "RELPOS";
      case NAV_TIMEGPS -> "TIMEGPS";
      case NAV_TIMELS -> "TIMELS";
      case NAV_EOE -> "NAV-EOE";
      case TIM_TP -> "TIM-TP";
      default -> "UBX";
    };
  }
}
