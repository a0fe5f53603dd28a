package dev.catenary.device.update.part;

import dev.catenary.device.update.disk.DurableFile;
import dev.catenary.device.update.fetch.ClientLimits;
import dev.catenary.device.update.fetch.FileFetch;
import dev.catenary.device.update.fetch.Sources;
import dev.catenary.device.update.fetch.TwoRepositories;
import dev.catenary.device.update.trust.AgreedTarget;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Parts of a vehicle that are replaced while it runs. A part is verified, tried out beside what
 * runs, written down as the choice, and used from the next zone on. What ends the service three
 * times while it is new is left for the one before. One thread takes; any thread may ask.
 */
public final class Parts {
  private static final long PROVEN_SECONDS = 300;
  private static final long ENDS_MAX = 3;
  private static final long TRIES_MAX = 3;

  private final Path folder;
  private final PartMachine machine;
  private final String software;
  private final String boot;
  private final Map<PartKind, PartChoice> choices = new EnumMap<>(PartKind.class);
  private final Map<PartKind, Long> seconds = new EnumMap<>(PartKind.class);

  /** Outcome of an order for parts, in words. */
  public record Taken(List<String> used, List<String> refused) {
    public Taken {
      used = List.copyOf(used);
      refused = List.copyOf(refused);
    }

    /** All of it in one line; empty where nothing was taken and nothing refused. */
    public String text() {
      List<String> all = new ArrayList<>(refused);
      all.addAll(used);
      return String.join("; ", all);
    }
  }

  /**
   * Parts in a folder.
   *
   * @param software that runs: what another one refused is tried again
   * @param boot names the machine's present run, so that a power cut is told from an end by itself
   */
  public Parts(Path folder, PartMachine machine, String software, String boot) throws IOException {
    this.folder = folder;
    this.machine = machine;
    this.software = software;
    this.boot = boot;
    for (PartKind kind : PartKind.values()) {
      choices.put(kind, shelf(kind).choice());
      seconds.put(kind, 0L);
    }
  }

  private PartShelf shelf(PartKind kind) {
    return new PartShelf(folder.resolve(kind.word()));
  }

  private synchronized PartChoice choice(PartKind kind) {
    return choices.getOrDefault(kind, PartChoice.NONE);
  }

  private synchronized void keep(PartKind kind, PartChoice next) throws IOException {
    shelf(kind).keep(next);
    choices.put(kind, next);
  }

  /** The release counters that have proved good, by kind of target. */
  public Map<String, Long> reached() {
    Map<String, Long> reached = new LinkedHashMap<>();
    for (PartKind kind : PartKind.values()) {
      reached.put(kind.word(), choice(kind).reached());
    }
    return reached;
  }

  /**
   * Parts in use and what became of the last ones, for people: by kind {@code release}, {@code
   * counter}, {@code proven} and {@code why}.
   */
  public Map<String, Object> shown() {
    Map<String, Object> shown = new LinkedHashMap<>();
    for (PartKind kind : PartKind.values()) {
      PartChoice choice = choice(kind);
      if (choice.active().isPresent() || !choice.why().isEmpty()) {
        Map<String, Object> one = new LinkedHashMap<>();
        one.put("release", choice.active().map(Part::release).orElse(""));
        one.put("counter", choice.active().map(Part::counter).orElse(0L));
        one.put("proven", choice.proven());
        one.put("why", choice.why());
        shown.put(kind.word(), one);
      }
    }
    return shown;
  }

  /** Works by what was chosen before; called before the first zone. */
  public void begin() throws IOException {
    for (PartKind kind : PartKind.values()) {
      PartChoice choice = choice(kind);
      if (choice.active().isEmpty()) {
        continue;
      }
      long ends = choice.ends();
      if (!choice.proven() && !choice.boot().isEmpty() && choice.boot().equals(boot)) {
        ends++;
      }
      if (ends >= ENDS_MAX) {
        fallBack(kind, "the service ended by itself " + ends + " times under it");
      } else if (!choice.proven()) {
        keep(kind, choice.begun(boot, ends));
        use(kind);
      } else {
        use(kind);
      }
    }
  }

  /** Uses the active one, or what it falls back to. */
  private void use(PartKind kind) throws IOException {
    Optional<Part> active = choice(kind).active();
    if (active.isEmpty()) {
      machine.useConfigured(kind);
      return;
    }
    if (!machine.whyNot(kind).isEmpty()) {
      return;
    }
    String why =
        shelf(kind).isWhole(active.get())
            ? machine.use(kind, place(kind, active.get()))
            : "found files of " + active.get().release() + " that are not those that were signed";
    if (!why.isEmpty()) {
      fallBack(kind, why);
    }
  }

  private void fallBack(PartKind kind, String why) throws IOException {
    keep(kind, choice(kind).fallingBack(software, why));
    use(kind);
  }

  private Path place(PartKind kind, Part part) {
    return shelf(kind).place(part.place());
  }

  /** Counts towards the proof of new ones. */
  public void ran(long secondsMore) throws IOException {
    for (PartKind kind : PartKind.values()) {
      if (!choice(kind).proven()) {
        long all = seconds.merge(kind, secondsMore, Long::sum);
        if (all >= PROVEN_SECONDS) {
          keep(kind, choice(kind).proved());
        }
      }
    }
  }

  /** The service ends in order: that is no end by itself. */
  public void end() throws IOException {
    for (PartKind kind : PartKind.values()) {
      PartChoice choice = choice(kind);
      if (!choice.proven()) {
        keep(kind, choice.begun("", choice.ends()));
      }
    }
  }

  /**
   * Takes the parts among what is directed to this vehicle.
   *
   * @param isOrdered true where a person named the source: what was refused is tried again
   * @param keepFreeBytes of the disk, for chunks
   * @throws dev.catenary.device.update.trust.attack.TrustException when something is refused; no
   *     byte of it is used
   */
  public Taken take(
      List<AgreedTarget> agreed,
      TwoRepositories both,
      Sources from,
      ClientLimits limits,
      FileFetch.Going going,
      boolean isOrdered,
      long keepFreeBytes)
      throws IOException {
    List<String> used = new ArrayList<>();
    List<String> refused = new ArrayList<>();
    PartDelivery delivery = new PartDelivery(limits, going, keepFreeBytes);
    for (PartKind kind : PartKind.values()) {
      for (AgreedTarget target : agreed) {
        if (AgreedTarget.kind(target.file().name()).equals(kind.word())
            && isNew(kind, target.instruction().counter(), isOrdered)) {
          String name = kind.word() + " " + target.instruction().release();
          String whyNot = whyNot(kind);
          String why = whyNot.isEmpty() ? taken(kind, target, both, from, delivery) : whyNot;
          (why.isEmpty() ? used : refused).add(why.isEmpty() ? name : name + " refused: " + why);
        }
      }
    }
    return new Taken(used, refused);
  }

  private String whyNot(PartKind kind) {
    return choice(kind).proven()
        ? machine.whyNot(kind)
        : "found one that is in use for less than "
            + PROVEN_SECONDS
            + " s, which is no fallback yet; cure: none, it is taken at the next look";
  }

  private boolean isNew(PartKind kind, long counter, boolean isOrdered) {
    PartChoice choice = choice(kind);
    boolean isRefused = counter == choice.refused() && software.equals(choice.refusedBy());
    return counter > choice.active().map(Part::counter).orElse(0L) && (isOrdered || !isRefused);
  }

  private String taken(
      PartKind kind, AgreedTarget target, TwoRepositories both, Sources from, PartDelivery delivery)
      throws IOException {
    long counter = target.instruction().counter();
    PartShelf shelf = shelf(kind);
    // The one before lies in the place that is written to now.
    keep(kind, choice(kind).withoutBefore());
    Part part = delivery.bring(shelf, choice(kind).idle(), target, both, from);
    // Written before it is tried: what ends this process by its trial is not tried for ever.
    keep(kind, choice(kind).trying(counter));
    String why =
        choice(kind).tries() > TRIES_MAX
            ? "its trial did not end, " + TRIES_MAX + " times"
            : machine.tryOut(kind, shelf.place(part.place()), zones(kind, part));
    if (!why.isEmpty()) {
      return refuse(kind, counter, part, why);
    }
    PartChoice before = choice(kind);
    keep(kind, before.taking(part, boot));
    seconds.put(kind, 0L);
    why = machine.use(kind, shelf.place(part.place()));
    if (!why.isEmpty()) {
      keep(kind, before);
      return refuse(kind, counter, part, why);
    }
    return "";
  }

  private String refuse(PartKind kind, long counter, Part part, String why) throws IOException {
    keep(kind, choice(kind).refusing(counter, software, why));
    DurableFile.deleteTree(shelf(kind).place(part.place()));
    return why;
  }

  /** The set of zones in use; a new set is its own. */
  private Path zones(PartKind kind, Part part) {
    if (kind == PartKind.ZONES) {
      return place(kind, part);
    }
    PartChoice zones = choice(PartKind.ZONES);
    return zones
        .active()
        .map(known -> place(PartKind.ZONES, known))
        .orElse(shelf(PartKind.ZONES).place("none"));
  }
}
