package dev.catenary.proving.torture;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.catenary.proto.counter.Counters;
import dev.catenary.proto.counter.DeviceCounter;
import dev.catenary.proto.message.ChunkReceipt;
import dev.catenary.proto.message.ZoneEvent;
import dev.catenary.uplink.chunk.ZoneEventFile;
import dev.catenary.uplink.iot.BrokerLine;
import dev.catenary.uplink.iot.Message;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** Hears all that the vehicles tell, at the broker's other side, and knows each by its name. */
final class Office implements AutoCloseable {
  private static final Duration FIRST_RETRY = Duration.ofMillis(100);
  private static final Duration LAST_RETRY = Duration.ofMillis(500);
  private static final Duration ENTRY = Duration.ofSeconds(60);

  private final Counters counters = new Counters();
  private final List<BrokerLine> lines = new ArrayList<>();
  private final Map<String, Integer> timesByName = new ConcurrentHashMap<>();
  private final Set<String> unreadable = ConcurrentHashMap.newKeySet();
  private final Thread reader;
  private volatile boolean closed;

  /**
   * Begins to hear.
   *
   * @param each so many vehicles by one line, whose queue of messages not yet taken is bounded
   */
  Office(Broker broker, List<String> things, int each) throws IOException, InterruptedException {
    for (int from = 0; from < things.size(); from += each) {
      List<String> mine = things.subList(from, Math.min(things.size(), from + each));
      String name = "office-" + from;
      BrokerLine line =
          new BrokerLine(
              broker.config(name, broker.port(), FIRST_RETRY, LAST_RETRY),
              name,
              broker.identity(),
              null,
              mine.stream().flatMap(Office::filters).toList(),
              counters);
      lines.add(line);
      line.start();
    }
    for (BrokerLine line : lines) {
      if (!line.await(ENTRY).up()) {
        throw new IOException("the office was not let in: " + line.state());
      }
    }
    reader = Thread.ofPlatform().daemon().name("office").start(this::read);
  }

  private static Stream<String> filters(String thing) {
    return Stream.of("catenary/" + thing + "/events", "catenary/" + thing + "/receipts");
  }

  private void read() {
    try {
      while (!closed) {
        for (BrokerLine line : lines) {
          for (Message message = line.poll(); message != null; message = line.poll()) {
            timesByName.merge(name(message), 1, Integer::sum);
          }
        }
        Thread.sleep(1);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private String name(Message message) {
    byte[] bytes = message.payload().toByteArray();
    if (message.topic().endsWith("/events")) {
      if (ZoneEventFile.read(bytes) instanceof ZoneEventFile.Whole(ZoneEvent event)) {
        return name(vehicle(message), event);
      }
    } else {
      try {
        return name(vehicle(message), ChunkReceipt.parseFrom(bytes).getChunkId());
      } catch (InvalidProtocolBufferException e) {
        // It is told below.
      }
    }
    unreadable.add(message.topic());
    return message.topic();
  }

  private static String vehicle(Message message) {
    return message.topic().split("/", -1)[1];
  }

  static String name(String vehicle, ZoneEvent event) {
    return vehicle + " event " + event.getEventId() + " " + event.getRevision();
  }

  static String name(String vehicle, String chunkId) {
    return vehicle + " receipt " + chunkId;
  }

  boolean hasAll(Set<String> names) {
    return timesByName.keySet().containsAll(names);
  }

  /** Differences from what was reported, and the number of repeats. */
  Map<String, String> against(Set<String> told) {
    Map<String, String> wrong = new TreeMap<>();
    for (String name : told) {
      if (!timesByName.containsKey(name)) {
        wrong.put(name, "told and never heard");
      }
    }
    for (String name : timesByName.keySet()) {
      if (!told.contains(name)) {
        wrong.put(name, "heard and never told");
      }
    }
    unreadable.forEach(topic -> wrong.put(topic, "a message that cannot be read"));
    if (counters.get(DeviceCounter.MESSAGES_DROPPED_QUEUE_FULL) > 0) {
      wrong.put("office", "the receiver itself was too slow; the row says nothing");
    }
    return wrong;
  }

  /** Messages beyond the first of each name. */
  int again() {
    return timesByName.values().stream().mapToInt(times -> times - 1).sum();
  }

  @Override
  public void close() {
    closed = true;
    try {
      reader.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    lines.forEach(BrokerLine::close);
  }
}
