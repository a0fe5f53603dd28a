package dev.catenary.uplink.transfer;

import dev.catenary.proto.counter.Counters;
import dev.catenary.proto.counter.DeviceCounter;
import dev.catenary.proto.message.ZoneEvent;
import dev.catenary.uplink.chunk.ZoneEventFile;
import dev.catenary.uplink.spool.EventBox;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Sends waiting events, one by one: small, urgent, and proven to have arrived as chunks are. */
public final class EventUpload {
  private final EventBox events;
  private final ObjectStore store;
  private final StoredProof judge;
  private final Counters counters;

  public EventUpload(EventBox events, ObjectStore store, Counters counters) {
    this.events = events;
    this.store = store;
    this.judge = new StoredProof(store);
    this.counters = counters;
  }

  /** The event that waits longest of those that may go. */
  public Optional<ZoneEvent> next(Predicate<ZoneEvent> mayGo) {
    return events.next(mayGo);
  }

  /** Sends an event that waits. */
  public void send(ZoneEvent event) throws IOException {
    String key = ObjectKeys.event(event);
    Payload payload = Payload.of(ByteBuffer.wrap(ZoneEventFile.write(event)));
    StoredObject answer = store.put(key, payload);
    counters.add(DeviceCounter.BYTES_UPLOADED, payload.bytes().remaining());
    var verdict = judge.decide(key, answer, payload.checksums(), () -> List.of(payload.md5()));
    if (verdict.proof().isEmpty()) {
      throw new ReceiptMismatchException(key, verdict.reason());
    }
    events.release(event);
    counters.increment(DeviceCounter.EVENTS_UPLOADED);
  }
}
