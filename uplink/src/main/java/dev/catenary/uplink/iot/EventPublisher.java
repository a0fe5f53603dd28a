package dev.catenary.uplink.iot;

import dev.catenary.proto.counter.Counters;
import dev.catenary.proto.counter.DeviceCounter;
import dev.catenary.proto.message.ZoneEvent;
import dev.catenary.uplink.chunk.ZoneEventFile;
import dev.catenary.uplink.spool.EventBox;
import dev.catenary.uplink.transfer.Backoff;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;

/**
 * Publishes the events that wait in the spool, the oldest first, several under way at once. The
 * spool lets go of one only when the broker has taken it. Until then it is published again after
 * each break of the connection. So a receiver may see an event twice and knows it by its id and
 * revision.
 */
final class EventPublisher {
  private static final int UNDER_WAY_MAX = 16;

  private final EventBox events;
  private final String topic;
  private final Counters counters;
  private final LongSupplier nanoClock;
  private final Backoff refusals;
  private final Map<String, UnderWay> underWay = new LinkedHashMap<>();
  private boolean refused;
  private long refusedUntilNanos;

  /** An event that was handed to the line, and what becomes of it. */
  private record UnderWay(ZoneEvent event, CompletableFuture<Delivery> delivery) {}

  EventPublisher(
      EventBox events, String topic, Counters counters, LongSupplier nanoClock, Backoff refusals) {
    this.events = events;
    this.topic = topic;
    this.counters = counters;
    this.nanoClock = nanoClock;
    this.refusals = refusals;
  }

  /** Takes answers in and sends what may be sent; the number of both. */
  int step(BrokerLine line) {
    int done = underWay.isEmpty() ? 0 : settle();
    if (events.size() == underWay.size() || !line.state().up() || isRefused()) {
      return done;
    }
    for (ZoneEvent event : events.waiting()) {
      if (underWay.size() >= UNDER_WAY_MAX) {
        break;
      }
      if (!underWay.containsKey(event.getEventId())) {
        underWay.put(event.getEventId(), new UnderWay(event, line.publish(topic, payload(event))));
        done++;
      }
    }
    return done;
  }

  private boolean isRefused() {
    return refused && nanoClock.getAsLong() - refusedUntilNanos < 0;
  }

  private int settle() {
    int done = 0;
    for (Iterator<UnderWay> each = underWay.values().iterator(); each.hasNext(); ) {
      UnderWay one = each.next();
      if (!one.delivery().isDone()) {
        continue;
      }
      each.remove();
      done++;
      switch (one.delivery().join()) {
        case Delivery.Taken() -> {
          refused = false;
          refusals.succeeded();
          counters.increment(DeviceCounter.EVENTS_PUBLISHED);
          // A later revision that came meanwhile stays, and is next.
          events.release(one.event());
        }
        case Delivery.Refused(String reason) -> {
          if (!isRefused()) {
            refused = true;
            refusedUntilNanos = nanoClock.getAsLong() + refusals.nextNanos();
          }
        }
        case Delivery.Lost(String reason) -> {}
      }
    }
    return done;
  }

  /**
   * The bytes of the event's file without the map frame's text, which its name stands for; of one
   * too large for the broker the wires and what is no violation are left out, for the chunk's
   * manifest has them all.
   */
  static byte[] payload(ZoneEvent told) {
    ZoneEvent.Builder plain = told.toBuilder();
    plain.getZoneBuilder().clearWkt();
    ZoneEvent event = plain.build();
    byte[] whole = ZoneEventFile.write(event);
    if (whole.length <= BrokerLine.PAYLOAD_BYTES_MAX) {
      return whole;
    }
    ZoneEvent.Builder shorter = event.toBuilder().clearSpans().clearFindings().setShortened(true);
    int bytes = shorter.build().getSerializedSize();
    for (var finding : event.getFindingsList()) {
      bytes += finding.getSerializedSize() + 8;
      if (bytes > BrokerLine.PAYLOAD_BYTES_MAX - 64) {
        break;
      }
      if (finding.getViolation()) {
        shorter.addFindings(finding);
      } else {
        bytes -= finding.getSerializedSize() + 8;
      }
    }
    return ZoneEventFile.write(shorter.build());
  }
}
