package dev.catenary.capture.journal;

import dev.catenary.proto.counter.Counters;
import dev.catenary.proto.counter.DeviceCounter;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.List;
import org.tinylog.Logger;

/** Segments that nothing is written to any more, and that are not yet forced. Any thread. */
final class UnforcedSegments {
  private final Counters counters;
  private final List<Unforced> segments = new ArrayList<>();

  private record Unforced(FileChannel channel, long datagrams) {}

  UnforcedSegments(Counters counters) {
    this.counters = counters;
  }

  /**
   * Takes a segment over, to be closed here.
   *
   * @param datagrams in it that no force has been asked for
   */
  synchronized void add(FileChannel channel, long datagrams) {
    segments.add(new Unforced(channel, datagrams));
  }

  /**
   * Forces and closes them all.
   *
   * @return false when there was none
   */
  boolean force() {
    List<Unforced> taken;
    synchronized (this) {
      taken = List.copyOf(segments);
      segments.clear();
    }
    for (Unforced each : taken) {
      try (FileChannel channel = each.channel) {
        channel.force(true);
      } catch (IOException e) {
        refused(each.datagrams, e);
      }
    }
    return !taken.isEmpty();
  }

  /** The system says only once that it has lost what it was given. */
  void refused(long datagrams, IOException e) {
    if (datagrams == 0) {
      return;
    }
    counters.add(DeviceCounter.JOURNAL_WRITE_FAILURES, datagrams);
    Logger.error(
        "raw journal: the disk refused to force {} datagrams, which may not be kept: {}",
        datagrams,
        e.getMessage());
  }
}
