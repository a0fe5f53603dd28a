package dev.catenary.proving.torture;

import dev.catenary.uplink.transfer.Backoff;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.random.RandomGenerator;

/**
 * A fleet whose link is gone at one moment and back at another: each vehicle waits by the service's
 * own {@link Backoff}, in simulated time. Beside it the same fleet without the random part.
 */
public final class CrowdTorment implements Torment {
  private static final int VEHICLES = 1_000;
  private static final double OUTAGE_SECONDS = 3_600;
  private static final long FIRST_RETRY_NANOS = 500_000_000L;
  private static final long LAST_RETRY_NANOS = 120_000_000_000L;

  /** After this the doubling has drawn the vehicles apart. */
  private static final double SETTLED_SECONDS = 120;

  private final Path directory;
  private final int realClients;
  private final long seed;

  /**
   * @param directory new, for all that is written
   * @param realClients of a real broker, beside the simulated vehicles; 0 for none
   */
  public CrowdTorment(Path directory, int realClients, long seed) {
    this.directory = directory;
    this.realClients = realClients;
    this.seed = seed;
  }

  /** The most requests in one second: while the store is away, and when it is back. */
  private record Rates(int mostWhileAway, int mostAtReturn, double lastServedSeconds, int served) {}

  /** One vehicle's next attempt. */
  private record Attempt(long atNanos, Backoff backoff) {}

  @Override
  public Outcome run() throws IOException, InterruptedException {
    Rates ours = fleet(new Random(seed)::nextLong);
    Rates peer = fleet(_ -> 0);
    List<String> broken = new ArrayList<>();
    if (ours.mostWhileAway * 5 > peer.mostWhileAway || ours.mostAtReturn * 5 > peer.mostAtReturn) {
      broken.add("it storms: " + ours + ", without jitter " + peer);
    }
    if (ours.served != VEHICLES) {
      broken.add("served " + ours.served + " of " + VEHICLES);
    }
    List<String> figures = new ArrayList<>();
    figures.add(text("with jitter", ours));
    figures.add(text("without", peer));
    if (realClients > 0 && Broker.isPossible()) {
      new BrokerCrowd(directory, realClients).run(figures, broken);
    } else if (realClients > 0) {
      figures.add("real clients: not run, for want of mosquitto or openssl on this machine");
    }
    return new Outcome(
        "crowd",
        String.format(
            Locale.ROOT,
            "%,d vehicles lose their store at one moment for %,.0f s, simulated; each waits by the"
                + " service's own backoff of 0.5 s to 2 min; and %,d real clients of the service's own"
                + " line to Mosquitto, by TLS, lose it at one moment for a minute",
            VEHICLES,
            OUTAGE_SECONDS,
            realClients),
        "the most requests in any one second, once the doubling has begun and when the store is back,"
            + " are at most a fifth of those of a peer without jitter, of connects at most one for"
            + " five clients; each is served once, each word is heard",
        figures,
        broken);
  }

  private static String text(String who, Rates rates) {
    return String.format(
        Locale.ROOT,
        "%s: most in a second %,d while away, %,d at the return; all served %.0f s after it",
        who,
        rates.mostWhileAway,
        rates.mostAtReturn,
        rates.lastServedSeconds);
  }

  /** Draws below a bound. */
  private interface Jitter {
    long below(long bound);
  }

  private static Rates fleet(Jitter jitter) {
    RandomGenerator random =
        new RandomGenerator() {
          @Override
          public long nextLong() {
            throw new UnsupportedOperationException("backoff draws below a bound alone");
          }

          @Override
          public long nextLong(long bound) {
            return jitter.below(bound);
          }
        };
    PriorityQueue<Attempt> queue =
        new PriorityQueue<>((a, b) -> Long.compare(a.atNanos, b.atNanos));
    for (int i = 0; i < VEHICLES; i++) {
      queue.add(new Attempt(0, new Backoff(FIRST_RETRY_NANOS, LAST_RETRY_NANOS, random)));
    }
    int seconds = (int) OUTAGE_SECONDS + 600;
    int[] perSecond = new int[seconds];
    double last = 0;
    int served = 0;
    while (!queue.isEmpty()) {
      Attempt attempt = queue.remove();
      double at = attempt.atNanos / 1e9;
      perSecond[Math.min(seconds - 1, (int) at)]++;
      if (at < OUTAGE_SECONDS) {
        queue.add(new Attempt(attempt.atNanos + attempt.backoff.nextNanos(), attempt.backoff));
      } else {
        last = at;
        served++;
      }
    }
    int end = (int) OUTAGE_SECONDS;
    return new Rates(
        most(perSecond, (int) SETTLED_SECONDS, end),
        most(perSecond, end, seconds),
        last - OUTAGE_SECONDS,
        served);
  }

  private static int most(int[] perSecond, int from, int to) {
    return Arrays.stream(perSecond, from, to).reduce(0, Math::max);
  }
}
