package dev.catenary.device.update.course;

import dev.catenary.device.update.disk.DurableFile;
import dev.catenary.device.update.disk.NoRoomException;
import dev.catenary.device.update.fetch.AbsentFileException;
import dev.catenary.device.update.fetch.ClientLimits;
import dev.catenary.device.update.fetch.Delivery;
import dev.catenary.device.update.fetch.Delivery.Delivered;
import dev.catenary.device.update.fetch.Inbox;
import dev.catenary.device.update.fetch.Sources;
import dev.catenary.device.update.fetch.TrustFolders;
import dev.catenary.device.update.fetch.TrustedClock;
import dev.catenary.device.update.slot.Answer;
import dev.catenary.device.update.slot.BootState;
import dev.catenary.device.update.slot.SlotPlaces;
import dev.catenary.device.update.trust.Vehicle;
import dev.catenary.device.update.trust.attack.TrustException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Work of an update inside the service, one step at a time: fetches, asks the installer, holds the
 * interlock, and proves the new release. Each state is on the disk before anything follows from it.
 * One thread steps; any thread may order and ask.
 */
public final class UpdateWork {
  private static final long FIRST_RETRY_SECONDS = 5;
  private static final long LAST_RETRY_SECONDS = 900;
  private static final long FIRST_CHECK_SECONDS = 120;
  private static final long ASK_AGAIN_SECONDS = 120;

  private final UpdateSetup setup;
  private final UpdateMachine machine;
  private final StateFile file;
  private final Inbox inbox;
  private final InstantSource clock;
  private final long begunSeconds;
  private volatile UpdateState state;
  private final AtomicLong fetchedBytes = new AtomicLong();
  private @Nullable Proving proving;
  private long retrySeconds = FIRST_RETRY_SECONDS;
  private long fetchAtSeconds;
  private long askedSeconds;
  private long untilCheckSeconds = FIRST_CHECK_SECONDS;

  /**
   * Setup of updates on a vehicle.
   *
   * @param folder that the service writes: state, inbox and trusted metadata
   * @param thing name of the vehicle
   * @param repository base address; null where updates come by sticks alone
   * @param every pace at which it is asked by itself
   */
  public record UpdateSetup(
      SlotPlaces places,
      Path folder,
      String thing,
      String hardware,
      @Nullable URI repository,
      Duration every) {}

  public UpdateWork(UpdateSetup setup, UpdateMachine machine, InstantSource clock)
      throws IOException {
    this.setup = setup;
    this.machine = machine;
    this.clock = clock;
    this.file = new StateFile(setup.folder());
    this.inbox = new Inbox(setup.folder().resolve("inbox"));
    this.state = file.read();
    this.begunSeconds = now();
  }

  private long now() {
    return clock.instant().getEpochSecond();
  }

  public UpdateState state() {
    return state;
  }

  /** Bytes that came for the update in hand since this process began. */
  public long fetchedBytes() {
    return fetchedBytes.get();
  }

  public BootState boot() throws IOException {
    return BootState.read(setup.places().state());
  }

  /**
   * Orders what is in a folder, or in the configured repository.
   *
   * @param folder empty for the repository
   * @throws IllegalStateException when nothing can be ordered now, with the cure
   */
  public synchronized UpdateState order(String folder) throws IOException {
    String why = folder.isEmpty() ? whyNot() : whyNotAtAll();
    if (!why.isEmpty()) {
      throw new IllegalStateException(why);
    }
    long answered = Answer.read(setup.places().answer()).map(Answer::request).orElse(0L);
    fetchAtSeconds = 0;
    retrySeconds = FIRST_RETRY_SECONDS;
    return keep(Course.order(state, folder, answered, now()));
  }

  /** Why the configured repository cannot be asked; empty when it can. */
  public String whyNot() {
    return setup.repository() == null
        ? "found no repository in the configuration, expected one; cure: name a folder, or set"
            + " update.repository"
        : whyNotAtAll();
  }

  private String whyNotAtAll() {
    return new TrustFolders(setup.folder(), setup.places().firstRoots()).isReady()
        ? ""
        : "found no roots in "
            + setup.places().firstRoots()
            + ", expected director.root.json and image.root.json; cure: install a package that has"
            + " them";
  }

  private synchronized UpdateState keep(UpdateState next) throws IOException {
    if (!next.equals(state)) {
      file.write(next);
      state = next;
    }
    return next;
  }

  /** Keeps what came of a request, unless a newer one has taken its place. */
  private synchronized boolean keep(UpdateState next, long request) throws IOException {
    if (state.request() != request) {
      return false;
    }
    keep(next);
    return true;
  }

  /**
   * Does what is due.
   *
   * @param seconds of monotonic time since the last step
   */
  public void step(long seconds) throws IOException {
    untilCheckSeconds -= seconds;
    if (untilCheckSeconds <= 0 && whyNot().isEmpty() && state.phase().isEnd()) {
      untilCheckSeconds = setup.every().toSeconds();
      order("");
    }
    UpdateState at = state;
    switch (at.phase()) {
      case FETCHING -> fetch(at);
      case TRIAL -> prove(at, seconds);
      default -> {}
    }
    follow();
  }

  private void follow() throws IOException {
    UpdateState at = state;
    Facts facts =
        new Facts(
            now(),
            Answer.read(setup.places().answer()),
            boot(),
            begunSeconds,
            machine.held(),
            machine.baseline(),
            proving != null && proving.isGood());
    UpdateState next = Course.next(at, facts);
    if (!keep(next, at.request())) {
      return;
    }
    if (next.phase() == Phase.SWITCHING && at.phase() != Phase.SWITCHING) {
      file.wishSwitch(next.number());
      machine.stop("update to " + next.release());
    }
    if (next.phase() == Phase.INSTALLING) {
      // A cut may have come between the state and the request.
      ask(next);
    }
  }

  private void ask(UpdateState at) throws IOException {
    boolean isAsked = DurableFile.text(inbox.request(), 20).orElse("").equals(at.request() + "\n");
    boolean isAnswered =
        Answer.read(setup.places().answer())
            .filter(answer -> answer.request() == at.request())
            .isPresent();
    boolean isLate = now() - askedSeconds >= ASK_AGAIN_SECONDS;
    if ((!isAsked || isLate) && !isAnswered) {
      askedSeconds = now();
      Delivery.request(inbox, at.request());
    }
  }

  private void prove(UpdateState at, long seconds) throws IOException {
    BootState boot = boot();
    if (!boot.isTrial() || boot.number() != at.number()) {
      return;
    }
    Proving judge = proving;
    if (judge == null) {
      judge = new Proving(at.baseline(), at.provenSeconds());
      proving = judge;
    }
    Baseline now = machine.baseline();
    judge.look(seconds, now.conditions(), now.packets(), machine.isMissionRunning());
    if (judge.isGood()) {
      file.wishGood(at.number());
    } else if (judge.isHopeless()) {
      throw new IllegalStateException(
          "found release " + at.release() + " on trial: " + judge.text() + "; it ends itself");
    }
    // Every ten seconds is often enough for a disk.
    boolean isDue = judge.steadySeconds() / 10 != at.provenSeconds() / 10;
    UpdateState next = at.waitingFor(judge.text());
    if (isDue) {
      keep(next.proven(judge.steadySeconds()), at.request());
    }
  }

  private void fetch(UpdateState at) throws IOException {
    if (now() < fetchAtSeconds && fetchAtSeconds - now() <= LAST_RETRY_SECONDS) {
      return;
    }
    fetchedBytes.set(0);
    UpdateState next;
    try {
      next = delivered(at, delivery(at).fetch(sources(at), vehicle()));
      retrySeconds = FIRST_RETRY_SECONDS;
    } catch (TrustException e) {
      next =
          at.attacked(e.getClass().getSimpleName()).to(Phase.REFUSED, e.getMessage() + "", now());
    } catch (ReplacedException e) {
      return;
    } catch (AbsentFileException e) {
      next = at.to(Phase.FAILED, e.getMessage() + "", now());
    } catch (NoRoomException e) {
      next = later(at, e.getMessage() + "");
    } catch (IOException e) {
      String why = e.getMessage() + "";
      next = at.source().isEmpty() ? later(at, why) : at.to(Phase.FAILED, why, now());
    }
    keep(next, at.request());
  }

  private UpdateState later(UpdateState at, String why) {
    retrySeconds = fetchedBytes.get() > 0 ? FIRST_RETRY_SECONDS : retrySeconds;
    fetchAtSeconds = now() + retrySeconds;
    retrySeconds = Math.min(2 * retrySeconds, LAST_RETRY_SECONDS);
    return at.waitingFor(why);
  }

  private UpdateState delivered(UpdateState at, Optional<Delivered> delivered) throws IOException {
    if (delivered.isEmpty()) {
      return at.to(Phase.IDLE, "nothing newer is directed to this vehicle", now());
    }
    var told = delivered.get().target().instruction();
    UpdateState known = at.from(told.release(), told.counter());
    if (at.source().isEmpty() && told.counter() == at.failedCounter()) {
      return known.to(Phase.FELL_BACK, "it fell back before; a person may order it again", now());
    }
    return known.to(Phase.INSTALLING, "", now());
  }

  private Delivery delivery(UpdateState at) {
    return new Delivery(
        inbox,
        new TrustFolders(setup.folder().resolve("trust"), setup.places().firstRoots()),
        List.of(setup.places().packaged(), setup.places().slot("a"), setup.places().slot("b")),
        ClientLimits.STANDARD,
        trustedClock(),
        bytes -> {
          fetchedBytes.addAndGet(bytes);
          if (state.request() != at.request()) {
            throw new ReplacedException();
          }
          machine.mayFetch(bytes);
        });
  }

  private TrustedClock trustedClock() {
    return () -> machine.isClockTrusted() ? Optional.of(clock.instant()) : Optional.empty();
  }

  private Sources sources(UpdateState at) {
    URI repository = setup.repository();
    return at.source().isEmpty() && repository != null
        ? Sources.of(repository, setup.thing())
        : Sources.of(Path.of(at.source()), setup.thing());
  }

  private Vehicle vehicle() throws IOException {
    return new Vehicle(setup.thing(), setup.hardware(), Map.of(Delivery.PRODUCT, boot().reached()));
  }

  /** A newer order has taken the place of the fetch. */
  private static final class ReplacedException extends IOException {
    private static final long serialVersionUID = 1;

    ReplacedException() {
      super("replaced by a newer order");
    }
  }
}
