package dev.catenary.device.update.fetch;

import dev.catenary.device.update.disk.DurableFile;
import dev.catenary.device.update.disk.Room;
import dev.catenary.device.update.release.ReleaseFile;
import dev.catenary.device.update.release.ReleaseList;
import dev.catenary.device.update.trust.AgreedTarget;
import dev.catenary.device.update.trust.Vehicle;
import dev.catenary.durable.WholeFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Brings what a vehicle shall install from a server or a stick into its inbox: metadata, the list
 * of the release, and those of its files that the vehicle lacks. All is verified here, and by the
 * installer again.
 */
public final class Delivery {
  /** Kind of target that is installed in slots. */
  public static final String PRODUCT = "product";

  private static final int LIST_BYTES_MAX = 8 << 20;

  private final Inbox inbox;
  private final TrustFolders trust;
  private final List<Path> having;
  private final ClientLimits limits;
  private final TrustedClock clock;
  private final FileFetch.Going going;
  private final long keepFreeBytes;

  /** Takes what is not installed in slots, before the product is fetched. */
  @FunctionalInterface
  public interface Beside {
    /** Nobody takes anything. */
    Beside NOTHING = (_, _) -> {};

    void take(List<AgreedTarget> agreed, TwoRepositories both) throws IOException;
  }

  /** A delivery that lies in the inbox, whole. */
  public record Delivered(AgreedTarget target, ReleaseList list, long fetchedBytes) {}

  /**
   * A delivery.
   *
   * @param having folders of files that the vehicle has
   * @param going told of bytes as they come
   * @param keepFreeBytes of the disk, for chunks
   */
  public Delivery(
      Inbox inbox,
      TrustFolders trust,
      List<Path> having,
      ClientLimits limits,
      TrustedClock clock,
      FileFetch.Going going,
      long keepFreeBytes) {
    this.inbox = inbox;
    this.trust = trust;
    this.having = List.copyOf(having);
    this.limits = limits;
    this.clock = clock;
    this.going = going;
    this.keepFreeBytes = keepFreeBytes;
  }

  /**
   * The release that this vehicle is told to run, of the product's kind; empty when it is told
   * none, or none above the counter that it runs.
   *
   * @throws dev.catenary.device.update.trust.attack.TrustException when something is refused; no
   *     byte of it stays
   */
  public Optional<Delivered> fetch(Sources sources, Vehicle vehicle, Beside beside)
      throws IOException {
    Files.createDirectories(inbox.folder());
    DurableFile.delete(inbox.request());
    TwoRepositories both = trust.refreshed(sources, limits, clock);
    List<AgreedTarget> agreed = both.agreed(vehicle);
    beside.take(agreed, both);
    Optional<AgreedTarget> wanted = product(agreed, vehicle);
    if (wanted.isEmpty()) {
      return Optional.empty();
    }
    AgreedTarget target = wanted.get();
    ReleaseList list = list(both, target);
    long fetched = files(sources, list);
    mirror(sources);
    return Optional.of(new Delivered(target, list, fetched));
  }

  /** The one product that is directed to a vehicle, if it is above what the vehicle reached. */
  public static Optional<AgreedTarget> product(TwoRepositories both, Vehicle vehicle)
      throws IOException {
    return product(both.agreed(vehicle), vehicle);
  }

  private static Optional<AgreedTarget> product(List<AgreedTarget> agreed, Vehicle vehicle) {
    return agreed.stream()
        .filter(target -> AgreedTarget.kind(target.file().name()).equals(PRODUCT))
        .filter(target -> target.instruction().counter() > vehicle.counterReached(PRODUCT))
        .findFirst();
  }

  private ReleaseList list(TwoRepositories both, AgreedTarget target) throws IOException {
    Path folder = inbox.folder().resolve("list");
    DurableFile.deleteTree(folder);
    Path file = both.download(target, folder);
    byte[] bytes =
        DurableFile.bytes(file, LIST_BYTES_MAX)
            .orElseThrow(
                () -> new IOException("found a list above " + LIST_BYTES_MAX + " bytes: refused"));
    ReleaseList list = ReleaseList.read(bytes);
    Path stored = inbox.targets().resolve(both.storedName(target));
    Files.createDirectories(stored.resolveSibling(""));
    WholeFile.write(stored, bytes);
    return list;
  }

  private long files(Sources sources, ReleaseList list) throws IOException {
    Files.createDirectories(inbox.files());
    LocalFiles local = LocalFiles.below(having);
    List<ReleaseFile> lacking = new ArrayList<>();
    Set<String> names = new HashSet<>();
    long bytes = 0;
    for (ReleaseFile file : list.files()) {
      if (local.find(file.sha256()).isEmpty() && names.add(file.storedName())) {
        lacking.add(file);
        Path stored = inbox.files().resolve(file.storedName());
        bytes += Files.exists(stored) ? 0 : file.storedBytes();
      }
    }
    prune(names);
    FileFetch fetch = new FileFetch(sources.image(), limits.rateFloor(), inbox.files(), going);
    long fetched = 0;
    try (Room room = Room.take(inbox.room(), bytes, list.slotBytes() + keepFreeBytes)) {
      for (ReleaseFile file : lacking) {
        Path stored = inbox.files().resolve(file.storedName());
        if (!FileFetch.isThere(file, stored)) {
          room.give(file.storedBytes());
          fetched += file.storedBytes();
          fetch.fetch(file);
        }
      }
    }
    return fetched;
  }

  /** Files of earlier releases make room. */
  private void prune(Set<String> wanted) throws IOException {
    List<Path> all;
    try (Stream<Path> walked = Files.walk(inbox.files())) {
      all = walked.filter(Files::isRegularFile).toList();
    }
    for (Path file : all) {
      String name = inbox.files().relativize(file).toString();
      String whole = name.endsWith(".part") ? name.substring(0, name.length() - 5) : name;
      if (!wanted.contains(whole)) {
        Files.delete(file);
      }
    }
  }

  private void mirror(Sources sources) throws IOException {
    new MetadataMirror(sources.director(), inbox.director().resolve("metadata"))
        .write(trust.director().read(), trust.firstVersion("director"), limits);
    new MetadataMirror(sources.image(), inbox.image().resolve("metadata"))
        .write(trust.image().read(), trust.firstVersion("image"), limits);
  }

  /** Asks for the installation of what lies in the inbox; on the disk when this returns. */
  public static void request(Inbox inbox, long number) throws IOException {
    WholeFile.write(inbox.request(), number + "\n");
  }
}
