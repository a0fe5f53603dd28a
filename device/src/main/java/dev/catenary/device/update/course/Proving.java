package dev.catenary.device.update.course;

import java.util.Map;

/**
 * Judges a release on trial. It is good after 300 s of monotonic time in which no link of the chain
 * was worse than under the old release, and packets came if they came before. Where the sensor is
 * off, 60 s of packets or the start of a mission make it good.
 */
public final class Proving {
  private static final long NEEDED_SECONDS = 300;
  private static final long NEEDED_PACKET_SECONDS = 60;

  /** After that long with a worse link though packets come, a process of the trial ends itself. */
  private static final long WORSE_SECONDS_MAX = 1_200;

  /** Time without a packet after which the sensor counts as off. */
  private static final long SILENT_SECONDS = 10;

  private final Baseline before;
  private long steadySeconds;
  private long packetSeconds;
  private long worseSeconds;
  private long silentSeconds = SILENT_SECONDS;

  /**
   * A judge.
   *
   * @param steadySeconds kept from earlier processes of the same trial
   */
  public Proving(Baseline before, long steadySeconds) {
    this.before = before;
    this.steadySeconds = steadySeconds;
  }

  /**
   * Looks once.
   *
   * @param seconds of monotonic time since the last look
   * @param packets true when packets came since then
   */
  public void look(long seconds, Map<String, Integer> links, boolean packets, boolean mission) {
    silentSeconds = packets ? 0 : silentSeconds + seconds;
    boolean isOff = before.packets() && silentSeconds >= SILENT_SECONDS;
    boolean isWorse = !isOff && before.isWorse(links);
    worseSeconds = isWorse ? worseSeconds + seconds : 0;
    if (isWorse) {
      steadySeconds = 0;
      packetSeconds = 0;
      return;
    }
    steadySeconds += seconds;
    packetSeconds += packets || (mission && steadySeconds >= NEEDED_SECONDS) ? seconds : 0;
  }

  public boolean isGood() {
    return steadySeconds >= NEEDED_SECONDS
        && (!before.packets() || packetSeconds >= NEEDED_PACKET_SECONDS);
  }

  /** True when it will not become good by itself. */
  public boolean isHopeless() {
    return worseSeconds >= WORSE_SECONDS_MAX;
  }

  public long steadySeconds() {
    return steadySeconds;
  }

  /** The time so far, in words. */
  public String text() {
    if (worseSeconds > 0) {
      return "a link of the chain is worse than under the old release since " + worseSeconds + " s";
    }
    if (steadySeconds >= NEEDED_SECONDS) {
      return "it waits for packets: they came under the old release";
    }
    return steadySeconds + " of " + NEEDED_SECONDS + " s have passed";
  }
}
