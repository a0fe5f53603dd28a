package dev.catenary.fleet.command.survey;

import dev.catenary.proto.message.FleetFinding;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;

/** Several simulated vehicles, and what must come of their messages. */
public final class SimulatedFleet {
  private final List<SimulatedVehicle> vehicles;
  private final List<Sent> messages = new ArrayList<>();

  /**
   * Plans the surveys.
   *
   * @param zones of each vehicle's line
   * @param seed of the repeats and of the order between vehicles
   */
  public SimulatedFleet(int vehicles, int zones, long seed) {
    this.vehicles =
        IntStream.range(0, vehicles).mapToObj(v -> new SimulatedVehicle(v, zones)).toList();
    Random random = new Random(seed);
    List<List<Sent>> each =
        this.vehicles.stream().map(vehicle -> vehicle.messages(random)).toList();
    int most = each.stream().mapToInt(List::size).max().orElse(0);
    for (int i = 0; i < most; i++) {
      for (List<Sent> one : each) {
        if (i < one.size()) {
          messages.add(one.get(i));
        }
      }
    }
  }

  /** All messages; the order of each vehicle's is that of its sending. */
  public List<Sent> messages() {
    return messages;
  }

  public long distinct() {
    return messages.stream().filter(Sent::distinct).count();
  }

  /** Names of the vehicles. */
  public Collection<String> names() {
    return new TreeSet<>(messages.stream().map(Sent::vehicle).toList());
  }

  /** Number of violations that are told of. */
  public int raised() {
    return vehicles.stream().mapToInt(SimulatedVehicle::raised).sum();
  }

  /** Number of them that are taken back. */
  public int withdrawn() {
    return vehicles.stream().mapToInt(SimulatedVehicle::withdrawn).sum();
  }

  /** Number of findings there must be. */
  public int findings() {
    return rows().size();
  }

  private Map<String, Expected> rows() {
    Map<String, Expected> rows = new TreeMap<>();
    vehicles.forEach(vehicle -> vehicle.expected().forEach(one -> rows.put(one.zone(), one)));
    return rows;
  }

  /** Differences between what was found and what must be, row by row; empty for none. */
  public List<String> differences(Collection<FleetFinding> found) {
    Map<String, Expected> missing = rows();
    List<String> differences = new ArrayList<>();
    for (FleetFinding finding : found) {
      Expected row = Expected.of(finding);
      Expected must = missing.remove(row.zone());
      if (must == null) {
        differences.add("found, and expected nothing: " + row);
      } else if (!must.equals(row)) {
        differences.add("found " + row + "; expected " + must);
      }
    }
    missing.values().forEach(row -> differences.add("found nothing; expected " + row));
    return differences;
  }
}
