package dev.catenary.capture.gnss;

import dev.catenary.capture.time.GpsTime;
import dev.catenary.proto.counter.Counters;
import dev.catenary.proto.counter.DeviceCounter;

/**
 * Reads the fields of NovAtel ASCII logs: INSPVAXA, INSPVAA, INSPVASA, BESTPOSA, BESTVELA,
 * HEADING2A.
 *
 * <p>Source: OEM7 Commands and Logs Reference Manual, "ASCII" and the logs' field lists.
 */
final class NovatelAscii {
  private static final int LONG_WEEK = 5;
  private static final int SHORT_WEEK = 1;
  private static final int UNKNOWN = -1;

  private static final String[] INS_STATUS = {
    "INS_INACTIVE",
    "INS_ALIGNING",
    "INS_HIGH_VARIANCE",
    "INS_SOLUTION_GOOD",
    "",
    "",
    "INS_SOLUTION_FREE",
    "INS_ALIGNMENT_COMPLETE"
  };

  /** Numbers of the table "Position or Velocity Type". */
  private static final int[] TYPE_NUMBERS = {
    0, 1, 2, 8, 16, 17, 18, 19, 32, 33, 34, 48, 49, 50, 51, 52, 53, 54, 55, 56, 68, 69, 73, 74, 77,
    78, 79, 80
  };

  private static final String[] TYPES = {
    "NONE",
    "FIXEDPOS",
    "FIXEDHEIGHT",
    "DOPPLER_VELOCITY",
    "SINGLE",
    "PSRDIFF",
    "WAAS",
    "PROPAGATED",
    "L1_FLOAT",
    "IONOFREE_FLOAT",
    "NARROW_FLOAT",
    "L1_INT",
    "WIDE_INT",
    "NARROW_INT",
    "RTK_DIRECT_INS",
    "INS_SBAS",
    "INS_PSRSP",
    "INS_PSRDIFF",
    "INS_RTKFLOAT",
    "INS_RTKFIXED",
    "PPP_CONVERGING",
    "PPP",
    "INS_PPP_CONVERGING",
    "INS_PPP",
    "PPP_BASIC_CONVERGING",
    "PPP_BASIC",
    "INS_PPP_BASIC_CONVERGING",
    "INS_PPP_BASIC"
  };

  private final Counters counters;
  private final HeardMessages heard;
  private final NovatelLogs logs;
  private final NmeaSentence header = new NmeaSentence();
  private final NmeaSentence body = new NmeaSentence();

  NovatelAscii(Counters counters, HeardMessages heard, NovatelLogs logs) {
    this.counters = counters;
    this.heard = heard;
    this.logs = logs;
  }

  /**
   * Takes a log whose CRC is right.
   *
   * @param text from its sync to {@code end}, where its {@code *} stands
   */
  void accept(byte[] text, int end) {
    int semicolon = 0;
    while (semicolon < end && text[semicolon] != ';') {
      semicolon++;
    }
    header.wrap(text, 1, semicolon);
    body.wrap(text, Math.min(semicolon + 1, end), end);
    int week = text[0] == '#' ? LONG_WEEK : SHORT_WEEK;
    long gpsTimeNanos = GpsTime.ofWeek((int) header.number(week), header.number(week + 1));
    boolean isTimed = header.number(week) > 0 && header.number(week + 1) >= 0;
    boolean understood;
    if (header.isNamed("INSPVAXA")) {
      understood = isTimed && body.fields() >= 12;
      if (understood) {
        logs.solution(
            gpsTimeNanos, body.number(2), body.number(3), body.number(4) + body.number(5));
        logs.attitude(body.number(9), body.number(10), body.number(11));
        logs.handInspvax(insStatus(0), positionType(1));
      }
    } else if (header.isNamed("INSPVAA") || header.isNamed("INSPVASA")) {
      understood = body.fields() >= 12;
      if (understood) {
        logs.solution(
            GpsTime.ofWeek((int) body.number(0), body.number(1)),
            body.number(2),
            body.number(3),
            body.number(4));
        logs.attitude(body.number(8), body.number(9), body.number(10));
        logs.handInspva(
            header.isNamed("INSPVAA") ? NovatelLogs.INSPVA : NovatelLogs.INSPVAS, insStatus(11));
      }
    } else if (header.isNamed("BESTPOSA")) {
      understood = isTimed && body.fields() >= 15;
      if (understood) {
        bestpos(gpsTimeNanos);
      }
    } else if (header.isNamed("BESTVELA")) {
      understood = isTimed && body.fields() >= 7;
      if (understood) {
        logs.bestvel(solutionStatus(), gpsTimeNanos, body.number(4), body.number(5));
      }
    } else if (header.isNamed("HEADING2A")) {
      understood = isTimed && body.fields() >= 4;
      if (understood) {
        logs.heading2(solutionStatus(), gpsTimeNanos, body.number(3));
      }
    } else {
      heard.count(text, 1, 1 + header.length(0));
      counters.increment(DeviceCounter.INS_OTHER);
      return;
    }
    if (!understood) {
      counters.increment(DeviceCounter.INS_MALFORMED);
    }
  }

  private void bestpos(long gpsTimeNanos) {
    logs.bestpos(
        solutionStatus(),
        positionType(1),
        gpsTimeNanos,
        body.number(2),
        body.number(3),
        body.number(4) + body.number(5));
    logs.bestposDeviations(body.number(7), body.number(8), body.number(9));
    double used = body.number(14);
    logs.handBestpos(used >= 0 ? (int) used : UNKNOWN);
  }

  private int solutionStatus() {
    return body.isText(0, "SOL_COMPUTED") ? NovatelLogs.SOL_COMPUTED : UNKNOWN;
  }

  private int insStatus(int field) {
    for (int i = 0; i < INS_STATUS.length; i++) {
      if (body.isText(field, INS_STATUS[i])) {
        return i;
      }
    }
    return UNKNOWN;
  }

  private int positionType(int field) {
    for (int i = 0; i < TYPES.length; i++) {
      if (body.isText(field, TYPES[i])) {
        return TYPE_NUMBERS[i];
      }
    }
    return 0;
  }
}
