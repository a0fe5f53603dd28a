package dev.catenary.device.page.http;

import dev.catenary.device.page.access.RateLimit;
import java.net.InetAddress;
import java.util.function.LongSupplier;
import org.tinylog.Logger;

/**
 * Tells the log of refusals, without letting strangers fill it nor the event list that is made of
 * it. Of one address six are told at once, then one in ten seconds; of all forty at once, then one
 * in two seconds. The rest is counted, and told once a minute. Any thread.
 */
public final class RefusalLog {
  private static final double ADDRESS_PER_SECOND = 0.1;
  private static final double ADDRESS_BURST = 6;
  private static final double ALL_PER_SECOND = 0.5;
  private static final double ALL_BURST = 40;
  private static final int LINE_LENGTH_MAX = 300;

  private final RateLimit each;
  private final RateLimit all;
  private long untold;
  private String lastFrom = "";

  public RefusalLog(LongSupplier nanoClock) {
    each = new RateLimit(ADDRESS_PER_SECOND, ADDRESS_BURST, nanoClock);
    all = new RateLimit(ALL_PER_SECOND, ALL_BURST, nanoClock);
  }

  /**
   * Somebody was refused.
   *
   * @param line as it is to stand in the log
   */
  synchronized void refused(InetAddress from, String line) {
    if (each.take(from) == 0 && all.take(InetAddress.getLoopbackAddress()) == 0) {
      Logger.info(
          "{}", line.length() > LINE_LENGTH_MAX ? line.substring(0, LINE_LENGTH_MAX) : line);
    } else {
      untold++;
      lastFrom = from.getHostAddress();
    }
  }

  /** Tells how many were not told since the last time; once a minute. */
  synchronized void look() {
    if (untold > 0) {
      Logger.info("{} more requests were refused, the last of them from {}", untold, lastFrom);
      untold = 0;
    }
  }
}
