package dev.catenary.device.recording;

import dev.catenary.capture.journal.DatagramChoice;
import dev.catenary.capture.journal.DatagramChoice.OfSequences;
import dev.catenary.capture.journal.JournalPlan;
import dev.catenary.capture.journal.KeptSegments;
import dev.catenary.proto.flow.Stage;
import dev.catenary.uplink.spool.Spool;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.tinylog.Logger;

/**
 * Works the book off: keeps the segments that may hold what is asked for until the time is over,
 * reads what they hold, gives it to the spool in files, and ends a request when all have arrived.
 * All of it can be begun anew at any point.
 */
public final class RecordingSender implements Stage {
  private static final long LOOK_NANOS = 1_000_000_000;
  private static final long WAIT_AFTER_FAILURE_NANOS = 10_000_000_000L;

  /**
   * Time to wait before a span is complete: its last datagrams may still be in the link's queue.
   */
  private static final long SETTLE_NANOS = 2_000_000_000;

  private final RequestBook book;
  private final Runnable forceJournal;
  private final Spool spool;
  private final RecordingSending sending;
  private final RecordingLimits limits;
  private final InstantSource clock;
  private final LongSupplier nanoClock;
  private @Nullable Reading reading;
  private long nextLookNanos;
  private String failure = "";

  /** A request whose datagrams are being looked for. */
  private record Reading(Request request, JournalPlan plan) {}

  /**
   * @param forceJournal makes all that was taken in readable
   * @param clock of the host, whose times are asked for
   * @param nanoClock never steps
   */
  public RecordingSender(
      RequestBook book,
      Runnable forceJournal,
      Spool spool,
      RecordingOrigin origin,
      RecordingLimits limits,
      InstantSource clock,
      LongSupplier nanoClock) {
    this.book = book;
    this.forceJournal = forceJournal;
    this.spool = spool;
    this.sending = new RecordingSending(book, spool, origin);
    this.limits = limits;
    this.clock = clock;
    this.nanoClock = nanoClock;
    this.nextLookNanos = nanoClock.getAsLong();
  }

  @Override
  public String roleName() {
    return "device-recordings";
  }

  @Override
  public int doWork() {
    if (reading == null && nanoClock.getAsLong() - nextLookNanos < 0) {
      return 0;
    }
    try {
      boolean more = reading == null ? look() : readOn(reading);
      if (!more) {
        nextLookNanos = nanoClock.getAsLong() + LOOK_NANOS;
        failure = "";
      }
      return more ? 1 : 0;
    } catch (IOException e) {
      reading = null;
      nextLookNanos = nanoClock.getAsLong() + WAIT_AFTER_FAILURE_NANOS;
      String text = String.valueOf(e.getMessage());
      if (!text.equals(failure)) {
        Logger.warn("recordings wait: {}", text);
        failure = text;
      }
      return 0;
    }
  }

  /** True when there is more to do at once. */
  private boolean look() throws IOException {
    if (!spool.isRead()) {
      return false;
    }
    for (Request request : book.open()) {
      boolean more =
          request.state() == Request.State.WAITING
              ? gather(request)
              : sending.step(request, choice(request));
      if (more) {
        return true;
      }
    }
    return false;
  }

  /** Keeps what may hold it; true when its time is over and it is being read. */
  private boolean gather(Request waiting) throws IOException {
    Request request = withRanges(waiting);
    KeptSegments kept = book.kept(request.id());
    boolean over = isOver(request);
    if (over) {
      forceJournal.run();
    }
    kept.keepNew();
    kept.narrow(choice(request));
    if (!over && book.keptBytes() > limits.keptBytesMax()) {
      request = request.cutOff(now());
      book.change(request);
      Logger.warn("recording {} ends before its time: {}", request.id(), limits.sentence());
      forceJournal.run();
    } else if (!over) {
      return false;
    }
    reading =
        new Reading(
            request,
            new JournalPlan(book.folder(request.id()), choice(request), limits.pieceBytesMax()));
    return true;
  }

  private boolean isOver(Request request) {
    return switch (request.asked()) {
      case Asked.Span span -> now() - SETTLE_NANOS >= last(span, request);
      case Asked.OfZone _ -> true;
    };
  }

  private static long last(Asked.Span span, Request request) {
    return request.cutOffNanos() == 0
        ? span.lastNanos()
        : Math.min(span.lastNanos(), request.cutOffNanos());
  }

  /** Asked of the spool once: what comes later is another request's. */
  private Request withRanges(Request request) throws IOException {
    if (request.asked() instanceof Asked.OfZone(String slug)) {
      Request found = request.of(spool.durable().sequencesOf(slug));
      book.change(found);
      return found;
    }
    return request;
  }

  private static DatagramChoice choice(Request request) {
    return switch (request.asked()) {
      case Asked.Span span -> new DatagramChoice.OfSpan(span.firstNanos(), last(span, request));
      case Asked.OfZone _ ->
          new OfSequences(
              request.ranges().stream()
                  .map(range -> new OfSequences.Range(range.first(), range.last()))
                  .toList());
    };
  }

  private boolean readOn(Reading now) throws IOException {
    if (now.plan.step()) {
      return true;
    }
    reading = null;
    Request request = now.request;
    if (now.plan.pieces().isEmpty()) {
      book.change(request.ended(Request.State.NOTHING, nothing(request)));
      return true;
    }
    book.kept(request.id()).keepOnly(now.plan.segments());
    if (request.cutOffNanos() == 0 && book.keptBytes() > limits.keptBytesMax()) {
      book.change(request.ended(Request.State.REFUSED, limits.sentence()));
      return true;
    }
    book.change(request.sending(now.plan.pieces(), cutOffReason(request)));
    return true;
  }

  private String cutOffReason(Request request) {
    return request.cutOffNanos() == 0
        ? ""
        : "until " + Instant.EPOCH.plusNanos(request.cutOffNanos()) + ": " + limits.sentence();
  }

  private static String nothing(Request request) {
    return switch (request.asked()) {
      case Asked.Span _ -> "no datagram of that time is in the raw journal";
      case Asked.OfZone _ -> "no datagram of a chunk of that zone is in the raw journal";
    };
  }

  private long now() {
    Instant at = clock.instant();
    return at.getEpochSecond() * 1_000_000_000L + at.getNano();
  }
}
