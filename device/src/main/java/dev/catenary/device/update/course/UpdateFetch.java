package dev.catenary.device.update.course;

import dev.catenary.device.update.course.UpdateWork.UpdateSetup;
import dev.catenary.device.update.disk.DurableFile;
import dev.catenary.device.update.disk.NoRoomException;
import dev.catenary.device.update.fetch.AbsentFileException;
import dev.catenary.device.update.fetch.ClientLimits;
import dev.catenary.device.update.fetch.Delivery;
import dev.catenary.device.update.fetch.Delivery.Delivered;
import dev.catenary.device.update.fetch.FileFetch;
import dev.catenary.device.update.fetch.Inbox;
import dev.catenary.device.update.fetch.Sources;
import dev.catenary.device.update.fetch.TrustFolders;
import dev.catenary.device.update.part.Parts;
import dev.catenary.device.update.part.Parts.Taken;
import dev.catenary.device.update.slot.BootState;
import dev.catenary.device.update.trust.Vehicle;
import dev.catenary.device.update.trust.attack.TrustException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** Fetching of an update: parts first, then the release; tried again until it has an end. */
final class UpdateFetch {
  private static final long FIRST_RETRY_SECONDS = 5;
  private static final long LAST_RETRY_SECONDS = 900;
  private static final long HELD_SECONDS = 30;

  private final UpdateSetup setup;
  private final UpdateMachine machine;
  private final Inbox inbox;
  private final Parts parts;
  private final InstantSource clock;
  private final LongSupplier request;
  private final AtomicLong bytes = new AtomicLong();
  private long retrySeconds = FIRST_RETRY_SECONDS;
  private long atSeconds;

  /**
   * A fetch.
   *
   * @param request number of the order in hand now; a newer one ends a fetch
   */
  UpdateFetch(
      UpdateSetup setup,
      UpdateMachine machine,
      Inbox inbox,
      Parts parts,
      InstantSource clock,
      LongSupplier request) {
    this.setup = setup;
    this.machine = machine;
    this.inbox = inbox;
    this.parts = parts;
    this.clock = clock;
    this.request = request;
  }

  private long now() {
    return clock.instant().getEpochSecond();
  }

  /** Bytes that came for the order in hand since this process began. */
  long bytes() {
    return bytes.get();
  }

  /** A new order does not wait for the retries of the one before. */
  void atOnce() {
    atSeconds = 0;
    retrySeconds = FIRST_RETRY_SECONDS;
  }

  /** The state that follows; the same where it is not due yet or a newer order has come. */
  UpdateState follow(UpdateState at, BootState boot) throws IOException {
    if (now() < atSeconds && atSeconds - now() <= LAST_RETRY_SECONDS) {
      return at;
    }
    String held = isOverLink(at) ? machine.linkHeld() : "";
    if (!held.isEmpty()) {
      return held(at, held);
    }
    bytes.set(0);
    try {
      UpdateState next = fetched(at, boot);
      retrySeconds = FIRST_RETRY_SECONDS;
      return next;
    } catch (TrustException e) {
      return at.attacked(e.getClass().getSimpleName())
          .to(Phase.REFUSED, e.getMessage() + "", now());
    } catch (ReplacedException e) {
      return at;
    } catch (HeldBackException e) {
      if (machine.isDiskShort()) {
        DurableFile.deleteTree(inbox.files());
      }
      return held(at, e.getMessage() + "");
    } catch (AbsentFileException e) {
      return at.to(Phase.FAILED, e.getMessage() + "", now());
    } catch (NoRoomException e) {
      return later(at, e.getMessage() + "");
    } catch (IOException e) {
      String why = e.getMessage() + "";
      return at.source().isEmpty() ? later(at, why) : at.to(Phase.FAILED, why, now());
    }
  }

  private UpdateState held(UpdateState at, String why) {
    atSeconds = now() + HELD_SECONDS;
    return why.equals(at.why()) ? at : at.waitingFor(why);
  }

  private UpdateState later(UpdateState at, String why) {
    retrySeconds = bytes.get() > 0 ? FIRST_RETRY_SECONDS : retrySeconds;
    atSeconds = now() + retrySeconds;
    retrySeconds = Math.min(2 * retrySeconds, LAST_RETRY_SECONDS);
    return at.waitingFor(why);
  }

  private UpdateState fetched(UpdateState at, BootState boot) throws IOException {
    FileFetch.Going going = going(at);
    Sources from = sources(at);
    Files.createDirectories(inbox.folder());
    long keepFreeBytes = machine.keepFreeBytes(inbox.folder());
    Delivery delivery =
        new Delivery(
            inbox,
            new TrustFolders(setup.folder().resolve("trust"), setup.places().firstRoots()),
            List.of(setup.places().packaged(), setup.places().slot("a"), setup.places().slot("b")),
            ClientLimits.STANDARD,
            () -> machine.isClockTrusted() ? Optional.of(clock.instant()) : Optional.empty(),
            going,
            keepFreeBytes);
    Taken[] taken = {new Taken(List.of(), List.of())};
    Optional<Delivered> delivered =
        delivery.fetch(
            from,
            vehicle(boot),
            (agreed, both) ->
                taken[0] =
                    parts.take(
                        agreed,
                        both,
                        from,
                        ClientLimits.STANDARD,
                        going,
                        !isOverLink(at),
                        keepFreeBytes));
    return delivered.isPresent() ? product(at, delivered.get()) : partsAlone(at, taken[0]);
  }

  private UpdateState partsAlone(UpdateState at, Taken taken) {
    if (!taken.refused().isEmpty()) {
      return at.to(Phase.FAILED, taken.text(), now());
    }
    return at.to(
        Phase.IDLE,
        taken.used().isEmpty()
            ? "nothing newer is directed to this vehicle"
            : "in use now: " + taken.text(),
        now());
  }

  private UpdateState product(UpdateState at, Delivered delivered) {
    var told = delivered.target().instruction();
    UpdateState known = at.from(told.release(), told.counter());
    if (isOverLink(at) && told.counter() == at.failedCounter()) {
      return known.to(Phase.FELL_BACK, "it fell back before; a person may order it again", now());
    }
    return known.to(Phase.INSTALLING, "", now());
  }

  private static boolean isOverLink(UpdateState at) {
    return at.source().isEmpty();
  }

  private FileFetch.Going going(UpdateState at) {
    return came -> {
      bytes.addAndGet(came);
      if (request.getAsLong() != at.request()) {
        throw new ReplacedException();
      }
      if (isOverLink(at)) {
        machine.mayFetch(came);
      }
    };
  }

  private Sources sources(UpdateState at) {
    URI repository = setup.repository();
    return isOverLink(at) && repository != null
        ? Sources.of(repository, setup.thing())
        : Sources.of(Path.of(at.source()), setup.thing());
  }

  private Vehicle vehicle(BootState boot) {
    Map<String, Long> reached = new HashMap<>(parts.reached());
    reached.put(Delivery.PRODUCT, boot.reached());
    return new Vehicle(setup.thing(), setup.hardware(), reached);
  }

  /** A newer order has taken the place of the fetch. */
  private static final class ReplacedException extends IOException {
    private static final long serialVersionUID = 1;

    ReplacedException() {
      super("replaced by a newer order");
    }
  }
}
