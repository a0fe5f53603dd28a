package dev.catenary.capture.replay;

import dev.catenary.capture.link.Datagram;
import dev.catenary.capture.link.DatagramSink;
import dev.catenary.capture.link.DatagramSource;
import dev.catenary.proto.counter.Counters;
import dev.catenary.proto.counter.DeviceCounter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Gives the datagrams of recordings, one file after the other, with the times they were recorded
 * at: at the pace of the recording, faster, or as fast as they are asked for. What lay between two
 * files is not waited for.
 */
public final class ReplaySource implements DatagramSource {
  /** As fast as possible. */
  public static final double UNPACED = 0;

  private final Queue<Path> files;
  private final double pace;
  private final LongSupplier nanoClock;
  private final Counters counters;
  private final UnreadFrames unread = new UnreadFrames();
  private final Datagram datagram = new Datagram();
  private @Nullable CaptureFileReader reader;
  private boolean pending;
  private boolean started;
  private long firstArrivalNanos;
  private long startNanos;
  private final long bytesOfAll;
  private long bytesOfDone;

  /** Written by whoever polls, read by whoever shows it. */
  private volatile long bytesRead;

  /**
   * @param pace how many times faster than recorded; {@link #UNPACED} does not wait
   * @param nanoClock for the pace; never steps
   */
  public ReplaySource(List<Path> files, double pace, LongSupplier nanoClock, Counters counters)
      throws IOException {
    this.files = new ArrayDeque<>(files);
    this.pace = pace;
    this.nanoClock = nanoClock;
    this.counters = counters;
    if (!(pace >= 0) || Double.isInfinite(pace)) {
      throw new IllegalArgumentException(
          "found the pace " + pace + "; expected 0 (as fast as possible) or more, 1 as recorded");
    }
    long bytes = 0;
    for (Path file : files) {
      bytes += Files.size(file);
      // A file that is no recording is refused before anything is made of the others.
      new CaptureFileReader(file, counters).close();
    }
    bytesOfAll = bytes;
    advance();
  }

  @Override
  public int poll(DatagramSink sink, int limit) throws IOException {
    int count = 0;
    while (count < limit && pending && isDue()) {
      counters.increment(DeviceCounter.DATAGRAMS_RECEIVED);
      counters.add(DeviceCounter.BYTES_RECEIVED, datagram.length);
      sink.accept(datagram);
      count++;
      advance();
    }
    return count;
  }

  private boolean isDue() {
    if (pace == UNPACED) {
      return true;
    }
    long now = nanoClock.getAsLong();
    if (!started) {
      started = true;
      startNanos = now;
      firstArrivalNanos = datagram.arrivalNanos;
    }
    return (now - startNanos) * pace >= datagram.arrivalNanos - firstArrivalNanos;
  }

  private void advance() throws IOException {
    while (true) {
      CaptureFileReader open = reader;
      if (open != null) {
        datagram.link = -1;
        boolean found = open.next(datagram);
        bytesRead = bytesOfDone + open.offset();
        if (found) {
          pending = true;
          return;
        }
        bytesOfDone = bytesRead;
        open.close();
        reader = null;
      }
      Path next = files.poll();
      if (next == null) {
        pending = false;
        return;
      }
      reader = new CaptureFileReader(next, counters, unread);
      started = false;
    }
  }

  /** Share of all recordings that was given, 0 to 1; any thread may ask. */
  public double share() {
    return bytesOfAll == 0 ? 1 : (double) bytesRead / bytesOfAll;
  }

  /** Account of all in the files beside whole datagrams; for the thread that polls, or after it. */
  public UnreadFrames unread() {
    return unread;
  }

  @Override
  public boolean isExhausted() {
    return !pending;
  }

  @Override
  public void close() throws IOException {
    CaptureFileReader open = reader;
    if (open != null) {
      open.close();
      reader = null;
    }
  }
}
