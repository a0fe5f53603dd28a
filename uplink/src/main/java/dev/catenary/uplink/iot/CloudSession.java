package dev.catenary.uplink.iot;

import dev.catenary.proto.counter.Counters;
import dev.catenary.proto.flow.Stage;
import dev.catenary.uplink.credential.DeviceIdentity;
import dev.catenary.uplink.transfer.Backoff;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.tinylog.Logger;

/**
 * All that goes over the broker, in one stage: it becomes somebody where the device is nobody yet,
 * holds the line, renews the certificate in time, and gives events, receipts, reports, commands and
 * the shadow their turns.
 */
public final class CloudSession implements Stage {
  private static final long RENEW_LOOK_NANOS = Duration.ofHours(1).toNanos();
  private static final Duration FIRST_WAIT = Duration.ofSeconds(10);
  private static final Duration LAST_WAIT = Duration.ofMinutes(15);
  private static final int MESSAGES_A_STEP = 16;

  private final BrokerConfig broker;
  private final Credentials credentials;
  private final Will will;
  private final Counters counters;
  private final InstantSource clock;
  private final LongSupplier nanoClock;
  private final EventPublisher events;
  private final ReceiptPublisher receipts;
  private final ReportPublisher reports;
  private final CommandInbox inbox;
  private final CommandHandler commands;
  private final CaptureShadow shadow;
  private final JobOrders jobOrders;
  private final UpdateJobs jobs;
  private final SignedReportPublisher softwareReports;
  private final Backoff entry;
  private volatile LineState state;
  private @Nullable BrokerLine line;
  private long tryAtNanos;
  private long renewLookAtNanos;

  /**
   * Prepares; talks to nobody yet.
   *
   * @param clock of the host, for ages and the end of certificates
   * @param nanoClock for waiting; never steps
   * @param random spreads the retries
   */
  public CloudSession(
      BrokerConfig broker,
      Credentials credentials,
      CloudParts parts,
      Counters counters,
      InstantSource clock,
      LongSupplier nanoClock,
      RandomGenerator random) {
    this.broker = broker;
    this.credentials = credentials;
    this.counters = counters;
    this.clock = clock;
    this.nanoClock = nanoClock;
    Topics topics = broker.thing();
    this.inbox = parts.inbox();
    this.will = new Will(topics.reports(), parts.will().toByteString());
    this.events =
        new EventPublisher(parts.events(), topics.events(), counters, nanoClock, backoff(random));
    this.receipts =
        new ReceiptPublisher(
            parts.receipts(),
            topics.receipts(),
            parts.vehicle(),
            nanoClock,
            backoff(random),
            counters);
    this.reports =
        new ReportPublisher(parts.reports(), topics.reports(), parts.reportPace(), nanoClock);
    this.commands =
        new CommandHandler(
            inbox, parts.commands(), topics.answers(), parts.vehicle(), clock, counters);
    this.shadow =
        new CaptureShadow(
            topics,
            parts.wishes(),
            counters,
            nanoClock,
            new Backoff(500_000_000L, LAST_WAIT.toNanos(), random));
    this.jobOrders = parts.jobs();
    this.jobs = new UpdateJobs(topics, jobOrders, nanoClock, backoff(random));
    this.softwareReports =
        new SignedReportPublisher(parts.softwareReport(), nanoClock, backoff(random));
    this.entry = backoff(random);
    this.state = LineState.before(nanoClock.getAsLong());
    this.tryAtNanos = nanoClock.getAsLong();
    this.renewLookAtNanos = tryAtNanos;
  }

  private static Backoff backoff(RandomGenerator random) {
    return new Backoff(FIRST_WAIT.toNanos(), LAST_WAIT.toNanos(), random);
  }

  @Override
  public String roleName() {
    return "uplink-broker";
  }

  /** State of the line; any thread may ask. */
  public LineState state() {
    BrokerLine now = line;
    return now == null ? state : now.state();
  }

  /** Why the shadow cannot be reported back; null when it can. Any thread may ask. */
  public @Nullable String shadowTrouble() {
    return shadow.trouble();
  }

  /** The events that wait go first: they say where to look. */
  @Override
  public int doWork() throws InterruptedException {
    BrokerLine now = line;
    int done = commands.work();
    if (now == null) {
      return nanoClock.getAsLong() - tryAtNanos < 0 ? done : enter();
    }
    done += events.step(now);
    for (int i = 0; i < MESSAGES_A_STEP; i++) {
      Message message = now.poll();
      if (message == null) {
        break;
      }
      done++;
      if (!shadow.take(message)) {
        jobs.take(message);
      }
    }
    if (now.takeMissed()) {
      shadow.askAgain();
      jobs.askAgain();
    }
    done += commands.step(now);
    done += shadow.step(now);
    done += jobs.step(now);
    done += receipts.step(now);
    done += reports.step(now);
    String softwareTopic = broker.thing().softwareReports();
    done += softwareReports.step(now.state().up(), report -> now.publish(softwareTopic, report));
    if (now.state().up() && nanoClock.getAsLong() - renewLookAtNanos >= 0) {
      renewLookAtNanos = nanoClock.getAsLong() + RENEW_LOOK_NANOS;
      renewIfDue(now);
    }
    return done;
  }

  /** With the device's own certificate; with one obtained by the claim where it has none. */
  private int enter() throws InterruptedException {
    try {
      DeviceIdentity identity = credentials.identity();
      open(identity);
      entry.succeeded();
    } catch (IOException e) {
      long wait = entry.nextNanos();
      tryAtNanos = nanoClock.getAsLong() + wait;
      String why = String.valueOf(e.getMessage());
      state = state.out(nanoClock.getAsLong(), why, true);
      Logger.warn("{}; next try in {} s", why, wait / 1_000_000_000L);
    }
    return 1;
  }

  private void open(DeviceIdentity identity) {
    Topics topics = broker.thing();
    List<String> filters =
        Stream.of(
                Stream.of(topics.commands()),
                CaptureShadow.filters(topics),
                UpdateJobs.filters(topics, jobOrders))
            .flatMap(each -> each)
            .toList();
    BrokerLine opened =
        new BrokerLine(
            broker, topics.thing(), identity, will, filters, this::keepCommand, counters);
    opened.start();
    line = opened;
  }

  /** In the SDK's thread: a command is on the disk before the broker hears that we have it. */
  private boolean keepCommand(Message message) {
    if (!message.topic().equals(broker.thing().commands())) {
      return false;
    }
    inbox.keep(message.payload());
    return true;
  }

  /** The line is given up for the while: the broker knows one connection of our name. */
  private void renewIfDue(BrokerLine now) throws InterruptedException {
    try {
      if (!credentials.isRenewalDue(clock.instant())) {
        return;
      }
    } catch (IOException e) {
      Logger.warn("the certificate was not looked at: {}; the line stays", e.getMessage());
      return;
    }
    now.close();
    line = null;
    state = state.out(nanoClock.getAsLong(), "the certificate is being renewed", false);
    tryAtNanos = nanoClock.getAsLong();
    try {
      credentials.renew();
    } catch (IOException e) {
      Logger.warn("the certificate was not renewed: {}; the one in use stays", e.getMessage());
    }
  }

  @Override
  public void close() {
    BrokerLine now = line;
    if (now != null) {
      now.close();
    }
  }
}
