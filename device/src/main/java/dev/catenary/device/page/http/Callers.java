package dev.catenary.device.page.http;

import dev.catenary.device.page.access.RateLimit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The connections there are: so many in all, so many of one address. Where there is no room for one
 * more, the one that is longest idle goes, of the address that has the most. One thread, the
 * network's.
 */
final class Callers {
  static final int ALL_MAX = 64;
  static final int ADDRESS_MAX = 24;

  private final List<Caller> callers = new ArrayList<>();

  /** Makes room and takes a connection in; false where nobody would have to go for it. */
  boolean admit(Caller caller) {
    String network = RateLimit.network(caller.address());
    if (of(network).size() >= ADDRESS_MAX && !letGo(of(network))) {
      return false;
    }
    if (callers.size() >= ALL_MAX && !letGo(ofMostOften())) {
      return false;
    }
    callers.add(caller);
    return true;
  }

  void gone(Caller caller) {
    callers.remove(caller);
  }

  int size() {
    return callers.size();
  }

  private List<Caller> of(String network) {
    return callers.stream()
        .filter(each -> RateLimit.network(each.address()).equals(network))
        .toList();
  }

  /** Returns the idle connections of the address that has the most of them. */
  private List<Caller> ofMostOften() {
    Map<String, List<Caller>> byNetwork = new HashMap<>();
    for (Caller each : callers) {
      if (each.isIdle()) {
        byNetwork
            .computeIfAbsent(RateLimit.network(each.address()), _ -> new ArrayList<>())
            .add(each);
      }
    }
    return byNetwork.values().stream().max(Comparator.comparingInt(List::size)).orElse(List.of());
  }

  private boolean letGo(List<Caller> some) {
    Optional<Caller> oldest =
        some.stream()
            .filter(Caller::isIdle)
            .min((one, other) -> Long.compare(one.idleSinceNanos() - other.idleSinceNanos(), 0));
    oldest.ifPresent(
        caller -> {
          callers.remove(caller);
          caller.cut();
        });
    return oldest.isPresent();
  }
}
