package dev.catenary.uplink.policy;

import java.time.Duration;
import java.time.LocalDate;

/** Why nothing is sent now though the link may be up. */
public sealed interface Hold {
  /** Until the hours are over. */
  record Quiet(QuietHours hours, Duration left) implements Hold {
    @Override
    public String sentence() {
      return "quiet hours " + hours;
    }
  }

  /** Until the next calendar day. */
  record BudgetSpent(long bytesPerDayMax, long spentBytes, LocalDate day) implements Hold {
    @Override
    public String sentence() {
      return "of "
          + bytesPerDayMax
          + " bytes for "
          + day
          + " "
          + spentBytes
          + " are spent, and the next part does not fit";
    }
  }

  /** Until the next calendar day: the other half is left for chunks. */
  record HalfSpent(long bytesPerDayMax, long spentBytes, LocalDate day) implements Hold {
    @Override
    public String sentence() {
      return "half of "
          + bytesPerDayMax
          + " bytes for "
          + day
          + " are spent ("
          + spentBytes
          + "), the other half is left for chunks";
    }
  }

  /** Until what has been sent is paid off at the rate of the cap. */
  record Capped(long bytesPerSecondMax, Duration left) implements Hold {
    @Override
    public String sentence() {
      return "at most " + bytesPerSecondMax + " bytes a second";
    }
  }

  String sentence();
}
