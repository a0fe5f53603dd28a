package dev.catenary.device.page.http;

import dev.catenary.device.page.access.RateLimit;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.Map;

/**
 * Places for viewers of live points, by whichever way. One place is never the same address's as all
 * the others: who opens many leaves one for somebody else. Any thread.
 */
public final class Viewers {
  private final int most;
  private final Map<String, Integer> byNetwork = new HashMap<>();
  private int all;

  /**
   * @param most at once; 0 for none
   */
  public Viewers(int most) {
    this.most = most;
  }

  /** Takes a place, which {@link #leave} gives back. */
  synchronized void enter(InetAddress address) throws Refusal {
    String network = RateLimit.network(address);
    int own = byNetwork.getOrDefault(network, 0);
    if (all >= most || (most > 1 && own >= most - 1)) {
      throw new Refusal(
          503,
          "busy",
          all + " viewers already, " + own + " of them at this address",
          most + " at most, not all of one address",
          "Close another viewer.");
    }
    all++;
    byNetwork.put(network, own + 1);
  }

  synchronized void leave(InetAddress address) {
    String network = RateLimit.network(address);
    int own = byNetwork.getOrDefault(network, 0);
    if (own > 0) {
      all--;
      byNetwork.put(network, own - 1);
      byNetwork.remove(network, 0);
    }
  }
}
