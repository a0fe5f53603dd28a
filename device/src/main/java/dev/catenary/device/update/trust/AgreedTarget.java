package dev.catenary.device.update.trust;

import dev.catenary.device.update.trust.attack.CounterFellException;
import dev.catenary.device.update.trust.attack.RepositoriesDisagreeException;
import dev.catenary.device.update.trust.attack.TrustException;
import dev.catenary.device.update.trust.attack.WrongHardwareException;
import dev.catenary.device.update.trust.attack.WrongVehicleException;
import dev.catenary.device.update.trust.format.TargetFile;
import java.util.Map;

/**
 * A target that this vehicle may install: the director names it for this vehicle, the image
 * repository knows it, and both say the same of it (Uptane, full verification). There is no other
 * way to one than {@link #of}.
 */
public final class AgreedTarget {
  private final TargetFile image;
  private final Instruction instruction;

  private AgreedTarget(TargetFile image, Instruction instruction) {
    this.image = image;
    this.instruction = instruction;
  }

  /** Compares the two repositories' words with each other and with the vehicle. */
  public static AgreedTarget of(TargetFile director, TargetFile image, Vehicle vehicle)
      throws TrustException {
    Instruction directed = Instruction.of(director);
    Instruction known = Instruction.of(image);
    String name = director.name();
    String vehicleFound = directed.vehicle().orElse("no vehicle by name");
    if (!vehicleFound.equals(vehicle.thing())) {
      throw new WrongVehicleException(vehicleFound, vehicle.thing());
    }
    if (!directed.hardware().equals(vehicle.hardware())
        && !directed.hardware().equals(Instruction.ANY_HARDWARE)) {
      throw new WrongHardwareException(name, directed.hardware(), vehicle.hardware());
    }
    same(name, "name", name, image.name());
    same(name, "length", director.length() + "", image.length() + "");
    sameHashes(director, image);
    same(name, "hardware", directed.hardware(), known.hardware());
    same(name, "counter", directed.counter() + "", known.counter() + "");
    same(name, "release", directed.release(), known.release());
    long reached = vehicle.counterReached(kind(name));
    if (directed.counter() < reached) {
      throw new CounterFellException(name, directed.counter(), reached);
    }
    return new AgreedTarget(image, directed);
  }

  private static void sameHashes(TargetFile director, TargetFile image)
      throws RepositoriesDisagreeException {
    Map<String, String> known = image.fingerprint().hashes();
    boolean shared = false;
    for (Map.Entry<String, String> hash : director.fingerprint().hashes().entrySet()) {
      String other = known.get(hash.getKey());
      if (other != null) {
        same(director.name(), hash.getKey(), hash.getValue(), other);
        shared = true;
      }
    }
    if (!shared) {
      throw new RepositoriesDisagreeException(
          director.name(), "hashes", director.fingerprint() + "", image.fingerprint() + "");
    }
  }

  private static void same(String target, String field, String director, String image)
      throws RepositoriesDisagreeException {
    if (!director.equals(image)) {
      throw new RepositoriesDisagreeException(target, field, director, image);
    }
  }

  /** The kind of a target: the first part of its name, as {@code product}. */
  public static String kind(String name) {
    int slash = name.indexOf('/');
    return slash < 0 ? name : name.substring(0, slash);
  }

  /** File to fetch. */
  public TargetFile file() {
    return image;
  }

  /** Instruction of the director. */
  public Instruction instruction() {
    return instruction;
  }
}
