package dev.catenary.proving.torture;

import dev.catenary.proto.counter.DeviceCounter;
import dev.catenary.uplink.credential.IdentityFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Vehicles that tell of violations and arrivals, by the service's own sessions over mutual TLS,
 * while a real broker is killed, slow, or takes nothing.
 */
public final class BrokerTorment implements Torment {
  private static final Duration FIRST_RETRY = Duration.ofSeconds(1);
  private static final Duration LAST_RETRY = Duration.ofSeconds(10);
  private static final int KILLS = 3;
  private static final int EVENTS = 3;
  private static final int HEARD_BY_ONE_LINE = 4;
  private static final long DOWN_MILLIS = 4_000;
  private static final long REFUSED_MILLIS = 8_000;
  private static final long DELAY_MILLIS = 1_000;
  private static final long SLOW_BYTES_PER_SECOND = 4_000;
  private static final long MILLIS_MAX = 120_000;

  private final Path directory;
  private final int count;
  private final long seed;
  private final List<ToldVehicle> vehicles = new ArrayList<>();
  private final Set<String> told = new HashSet<>();

  /** Told in the moment before a kill: the broker acknowledges before it saves. */
  private final Set<String> excused = new HashSet<>();

  private final Set<String> heardBefore = new HashSet<>();
  private final List<String> figures = new ArrayList<>();
  private final List<String> broken = new ArrayList<>();

  /**
   * @param directory new, for all that is written
   */
  public BrokerTorment(Path directory, int vehicles, long seed) {
    this.directory = directory;
    this.count = vehicles;
    this.seed = seed;
  }

  @Override
  public Outcome run() throws Exception {
    if (Broker.isPossible()) {
      Files.createDirectories(directory);
      tell();
    } else {
      figures.add("not run, for want of mosquitto or openssl on this machine");
    }
    return new Outcome(
        "brokers",
        String.format(
            Locale.ROOT,
            "%d vehicles, each with a spool and a session of its own, tell events and receipts over"
                + " MQTT 5 and TLS to Mosquitto, which is killed and started anew %d times, slow"
                + " (1 s each way, %,d bytes a second), and refuses all that is told for %d s",
            count,
            KILLS,
            SLOW_BYTES_PER_SECOND,
            REFUSED_MILLIS / 1_000),
        "a receiver hears each event and receipt, by name, and none that was not told, but for what"
            + " the broker itself acknowledged in the moment before a kill; no event is left in a"
            + " spool; in no second do the vehicles try to connect more than twice each",
        figures,
        broken);
  }

  private void tell() throws Exception {
    try (Broker broker = new Broker(directory.resolve("broker"));
        BadLine line = new BadLine(broker.endpoint());
        Office office = new Office(broker, things(), HEARD_BY_ONE_LINE)) {
      Path identities = directory.resolve("identity");
      var folder = new IdentityFolder(identities);
      folder.stage(broker.identity());
      folder.promote();
      try {
        for (String thing : things()) {
          vehicles.add(
              new ToldVehicle(
                  thing,
                  directory.resolve(thing),
                  identities,
                  broker.config(thing, line.port(), FIRST_RETRY, LAST_RETRY),
                  seed + vehicles.size()));
        }
        all("at rest", line, broker, office, () -> {});
        for (int i = 1; i <= KILLS; i++) {
          all("killed, time " + i, line, broker, office, () -> kill(broker));
        }
        all("slow", line, broker, office, () -> slow(line));
        line.delay(0);
        line.throttle(Long.MAX_VALUE);
        all("refusing", line, broker, office, () -> refuse(broker));
        Map<String, String> wrong = office.against(told);
        int before = wrong.size();
        wrong.keySet().removeAll(excused);
        wrong.forEach((name, what) -> broken.add(name + ": " + what));
        figures.add(
            String.format(
                Locale.ROOT,
                "of %d told in the moment before a kill the broker acknowledged %d and lost them",
                excused.size(),
                before - wrong.size()));
        figures.add(
            String.format(
                Locale.ROOT,
                "%,d names told, %,d messages came a second time; %,d connections, %,d refusals",
                told.size(),
                office.again(),
                sum(DeviceCounter.BROKER_CONNECTIONS),
                sum(DeviceCounter.PUBLISHES_REFUSED)));
      } finally {
        for (ToldVehicle vehicle : vehicles) {
          vehicle.close();
        }
      }
    }
  }

  private List<String> things() {
    return IntStream.range(0, count).mapToObj(i -> "vehicle-" + i).toList();
  }

  private long sum(DeviceCounter counter) {
    return vehicles.stream().mapToLong(vehicle -> vehicle.count(counter)).sum();
  }

  /** Does it, and waits until all that was told is heard. */
  private void all(String what, BadLine line, Broker broker, Office office, Deed deed)
      throws Exception {
    long start = System.nanoTime();
    heardBefore.addAll(told);
    news();
    deed.run();
    long healed = System.nanoTime();
    Set<String> must = new HashSet<>(told);
    must.removeAll(excused);
    boolean heard = goOn(MILLIS_MAX, () -> office.hasAll(must) && spoolsAreEmpty());
    long end = System.nanoTime();
    int most = line.mostAttemptsInASecond(start, end);
    if (!broker.isAlive()) {
      broken.add(what + ": the broker has ended by itself; the row says nothing");
    }
    if (!heard) {
      broken.add(what + ": not all is heard " + MILLIS_MAX / 1_000 + " s later");
    }
    if (most > 2 * count) {
      broken.add(what + ": " + most + " connects in one second");
    }
    figures.add(
        String.format(
            Locale.ROOT,
            "%s: all heard %.1f s after it ended; most connects in a second %d",
            what,
            (end - healed) / 1e9,
            most));
  }

  private boolean spoolsAreEmpty() {
    return vehicles.stream().allMatch(vehicle -> vehicle.waiting() == 0);
  }

  private void news() throws IOException {
    for (ToldVehicle vehicle : vehicles) {
      for (int i = 0; i < EVENTS; i++) {
        vehicle.violation(told);
      }
      vehicle.arrival(told);
    }
  }

  /** While what was told a moment ago is on its way; more is told while it is away. */
  private void kill(Broker broker) throws Exception {
    excused.addAll(told);
    excused.removeAll(heardBefore);
    for (ToldVehicle vehicle : vehicles) {
      vehicle.step();
    }
    broker.kill();
    news();
    goOn(DOWN_MILLIS, () -> false);
    broker.startAnew();
  }

  private static void slow(BadLine line) {
    line.delay(DELAY_MILLIS);
    line.throttle(SLOW_BYTES_PER_SECOND);
  }

  private void refuse(Broker broker) throws Exception {
    goOn(MILLIS_MAX, this::spoolsAreEmpty);
    broker.refuse(true);
    news();
    goOn(MILLIS_MAX, () -> sum(DeviceCounter.PUBLISHES_REFUSED) > 0);
    goOn(REFUSED_MILLIS, () -> false);
    if (sum(DeviceCounter.PUBLISHES_REFUSED) == 0) {
      broken.add("refusing: nothing was refused; the row says nothing");
    }
    broker.refuse(false);
  }

  /** Lets all sessions work until it is so, or the time is over. */
  private boolean goOn(long millis, So so) throws IOException, InterruptedException {
    long end = System.nanoTime() + millis * 1_000_000;
    while (!so.isSo()) {
      if (System.nanoTime() - end > 0) {
        return false;
      }
      int done = 0;
      for (ToldVehicle vehicle : vehicles) {
        done += vehicle.step();
      }
      if (done == 0) {
        Thread.sleep(5);
      }
    }
    return true;
  }

  @FunctionalInterface
  private interface So {
    boolean isSo();
  }

  @FunctionalInterface
  private interface Deed {
    void run() throws Exception;
  }
}
