package dev.catenary.proving.torture;

import dev.catenary.proto.counter.Counters;
import dev.catenary.proto.message.ChunkReceipt;
import dev.catenary.uplink.iot.BrokerLine;
import dev.catenary.uplink.iot.Delivery;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Many real connections, by the service's own line to the broker, that lose a real broker at one
 * moment; waits are six times shorter than a vehicle's.
 */
final class BrokerCrowd {
  private static final Duration FIRST_RETRY = Duration.ofMillis(170);
  private static final Duration LAST_RETRY = Duration.ofSeconds(20);
  private static final long AWAY_MILLIS = 60_000;

  /** After this the doubling has drawn them apart. */
  private static final long SETTLED_NANOS = 20_000_000_000L;

  private static final long BETWEEN_STARTS_MILLIS = 10;
  private static final int HEARD_BY_ONE_LINE = 50;
  private static final long MILLIS_MAX = 240_000;

  private final Path directory;
  private final int count;
  private final List<Member> members = new ArrayList<>();

  BrokerCrowd(Path directory, int count) {
    this.directory = directory;
    this.count = count;
  }

  /** One client, and the one thing it has to tell. */
  private static final class Member {
    final String name;
    final BrokerLine line;
    @Nullable CompletableFuture<Delivery> delivery;

    Member(String name, BrokerLine line) {
      this.name = name;
      this.line = line;
    }

    /** True when it is told. */
    boolean tell() {
      CompletableFuture<Delivery> now = delivery;
      if (now != null && now.isDone()) {
        if (now.join() instanceof Delivery.Taken) {
          return true;
        }
        delivery = null;
      }
      if (delivery == null && line.state().up()) {
        byte[] receipt = ChunkReceipt.newBuilder().setChunkId(name).build().toByteArray();
        delivery = line.publish("catenary/" + name + "/receipts", receipt);
      }
      return false;
    }
  }

  /** Adds to what was measured, and to what broke. */
  void run(List<String> figures, List<String> broken) throws IOException, InterruptedException {
    try (Broker broker = new Broker(directory.resolve("broker"), addresses());
        BadLine line = new BadLine(broker.endpoint(), nearEnds());
        Office office = new Office(broker, names(), HEARD_BY_ONE_LINE)) {
      try {
        for (int i = 0; i < count; i++) {
          String name = name(i);
          var member =
              new Member(
                  name,
                  new BrokerLine(
                      broker.config(name, address(i), line.port(), FIRST_RETRY, LAST_RETRY),
                      name,
                      broker.identity(),
                      null,
                      List.of(),
                      new Counters()));
          members.add(member);
          member.line.start();
          Thread.sleep(BETWEEN_STARTS_MILLIS);
        }
        int in = await(this::up, count);
        if (in < count) {
          broken.add("only " + in + " of " + count + " real clients were let in at the start");
        }
        lose(broker, line, office, figures, broken);
      } finally {
        members.forEach(member -> member.line.close());
      }
    }
  }

  private void lose(
      Broker broker, BadLine line, Office office, List<String> figures, List<String> broken)
      throws IOException, InterruptedException {
    long lost = System.nanoTime();
    line.cut();
    broker.kill();
    Thread.sleep(AWAY_MILLIS);
    broker.startAnew();
    long back = System.nanoTime();
    line.up();
    Set<String> told = new HashSet<>();
    members.forEach(member -> told.add(Office.name(member.name, member.name)));
    await(this::tellAll, count);
    await(() -> office.hasAll(told) ? 1 : 0, 1);
    long end = System.nanoTime();
    office.against(told).forEach((name, what) -> broken.add(name + ": " + what));
    int first = line.mostAttemptsInASecond(lost, lost + SETTLED_NANOS);
    int away = line.mostAttemptsInASecond(lost + SETTLED_NANOS, back);
    int atReturn = line.mostAttemptsInASecond(back, end);
    if (away * 5 > count || atReturn * 5 > count) {
      broken.add("real clients storm: " + away + " in a second while away, " + atReturn + " after");
    }
    figures.add(
        String.format(
            Locale.ROOT,
            "%,d real clients with waits to 20 s, broker away %d s: most connects in a second %,d in"
                + " the first 20 s, %,d then, %,d at the return; all told %.0f s after it, %d twice",
            count,
            AWAY_MILLIS / 1_000,
            first,
            away,
            atReturn,
            (end - back) / 1e9,
            office.again()));
  }

  private static String name(int member) {
    return "member-" + member;
  }

  /**
   * A loopback address of each member's own: the SDK has one resolver a process, which lets all go
   * at once who wait for a host that has failed, and vehicles do not share one.
   */
  private static String address(int member) {
    return "127.1." + member / 250 + "." + (1 + member % 250);
  }

  private List<String> names() {
    return IntStream.range(0, count).mapToObj(BrokerCrowd::name).toList();
  }

  private List<String> addresses() {
    return IntStream.range(0, count).mapToObj(BrokerCrowd::address).toList();
  }

  private List<InetAddress> nearEnds() {
    return addresses().stream().map(InetAddress::ofLiteral).toList();
  }

  private int up() {
    return (int) members.stream().filter(member -> member.line.state().up()).count();
  }

  private int tellAll() {
    int done = 0;
    for (Member member : members) {
      done += member.tell() ? 1 : 0;
    }
    return done;
  }

  private static int await(Count of, int wanted) throws InterruptedException {
    long end = System.nanoTime() + MILLIS_MAX * 1_000_000;
    int now = of.now();
    while (now < wanted && System.nanoTime() - end < 0) {
      Thread.sleep(20);
      now = of.now();
    }
    return now;
  }

  @FunctionalInterface
  private interface Count {
    int now();
  }
}
