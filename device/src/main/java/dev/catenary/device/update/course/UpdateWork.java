package dev.catenary.device.update.course;

import dev.catenary.device.update.disk.DurableFile;
import dev.catenary.device.update.fetch.Delivery;
import dev.catenary.device.update.fetch.Inbox;
import dev.catenary.device.update.fetch.TrustFolders;
import dev.catenary.device.update.part.Parts;
import dev.catenary.device.update.slot.Answer;
import dev.catenary.device.update.slot.BootState;
import dev.catenary.device.update.slot.SlotPlaces;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * Work of an update inside the service, one step at a time: fetches, asks the installer, holds the
 * interlock, and proves the new release. Each state is on the disk before anything follows from it.
 * One thread steps; any thread may order and ask.
 */
public final class UpdateWork {
  private static final long FIRST_CHECK_SECONDS = 120;
  private static final long ASK_AGAIN_SECONDS = 120;

  private final UpdateSetup setup;
  private final UpdateMachine machine;
  private final StateFile file;
  private final Inbox inbox;
  private final InstantSource clock;
  private final long begunSeconds;
  private volatile UpdateState state;
  private final Parts parts;
  private final UpdateFetch fetch;
  private @Nullable Proving proving;
  private long askedSeconds;
  private long untilCheckSeconds = FIRST_CHECK_SECONDS;

  /**
   * Setup of updates on a vehicle.
   *
   * @param folder that the service writes: state, inbox and trusted metadata
   * @param thing name of the vehicle
   * @param repository base address; null where updates come by sticks alone
   * @param every pace at which it is asked by itself
   * @param software version that runs
   * @param boot names the machine's present run
   */
  public record UpdateSetup(
      SlotPlaces places,
      Path folder,
      String thing,
      String hardware,
      @Nullable URI repository,
      Duration every,
      String software,
      String boot) {}

  public UpdateWork(UpdateSetup setup, UpdateMachine machine, InstantSource clock)
      throws IOException {
    this.setup = setup;
    this.machine = machine;
    this.clock = clock;
    this.file = new StateFile(setup.folder());
    this.inbox = new Inbox(setup.folder().resolve("inbox"));
    this.state = file.read();
    this.begunSeconds = now();
    this.parts =
        new Parts(setup.folder().resolve("parts"), machine.parts(), setup.software(), setup.boot());
    this.fetch = new UpdateFetch(setup, machine, inbox, parts, clock, () -> state.request());
  }

  private long now() {
    return clock.instant().getEpochSecond();
  }

  public UpdateState state() {
    return state;
  }

  /** Bytes that came for the update in hand since this process began. */
  public long fetchedBytes() {
    return fetch.bytes();
  }

  /** Parts that are replaced while the service runs. */
  public Parts parts() {
    return parts;
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
    fetch.atOnce();
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
      case FETCHING -> keep(fetch.follow(at, boot()), at.request());
      case TRIAL -> prove(at, seconds);
      default -> {}
    }
    parts.ran(seconds);
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
    if (at.phase() == Phase.INSTALLING && next.phase() == Phase.WAITING) {
      // It lies in its slot: the room of its files is for chunks again.
      DurableFile.deleteTree(inbox.files());
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
}
