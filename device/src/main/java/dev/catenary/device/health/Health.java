package dev.catenary.device.health;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * All links of the chain at one moment.
 *
 * @param links in the order of the chain
 */
public record Health(Instant at, List<LinkHealth> links) {
  /** Before the first look. */
  static final Health UNKNOWN = new Health(Instant.EPOCH, List.of());

  public Health {
    links = List.copyOf(links);
  }

  /** Judges every link; one that is in the same condition as before has been so since then. */
  static Health of(Window window, Health before) {
    Map<ChainLink, LinkHealth> were = new EnumMap<>(ChainLink.class);
    before.links().forEach(link -> were.put(link.link(), link));
    Instant at = window.now().at();
    List<LinkHealth> links = new ArrayList<>();
    for (ChainLink link : ChainLink.values()) {
      Finding finding = judge(link, window);
      LinkHealth was = were.get(link);
      Instant since = was != null && was.condition() == finding.condition() ? was.since() : at;
      links.add(new LinkHealth(link, finding.condition(), since, finding.why(), finding.cure()));
    }
    return new Health(at, links);
  }

  private static Finding judge(ChainLink link, Window window) {
    return switch (link) {
      case POWER -> MachineRules.power(window);
      case SENSOR -> IntakeRules.sensor(window);
      case TIME -> IntakeRules.time(window);
      case POSITION -> IntakeRules.position(window);
      case MODEL -> MachineRules.model(window);
      case ZONES -> MachineRules.zones(window);
      case DISK -> MachineRules.disk(window);
      case NETWORK -> MachineRules.network(window);
      case CLOUD -> MachineRules.cloud(window);
    };
  }

  /** The worst condition of any link. */
  public Condition worst() {
    return links.stream().map(LinkHealth::condition).reduce(Condition.OK, Condition::worse);
  }

  /** One line for a service's status: the links that are not well, the worst first. */
  public String line() {
    List<LinkHealth> unwell =
        links.stream()
            .filter(link -> link.condition() != Condition.OK)
            .sorted((a, b) -> b.condition().compareTo(a.condition()))
            .toList();
    if (unwell.isEmpty()) {
      return "all " + links.size() + " links of the chain are well";
    }
    return unwell.stream()
        .map(link -> link.condition() + " " + link.link().word() + ": " + link.why())
        .collect(Collectors.joining("; "));
  }
}
