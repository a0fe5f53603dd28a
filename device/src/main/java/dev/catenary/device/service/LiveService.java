package dev.catenary.device.service;

import dev.catenary.device.assembly.Assembly;
import dev.catenary.device.board.BoardBeside;
import dev.catenary.device.config.CatenaryConfig;
import dev.catenary.device.health.Health;
import dev.catenary.device.health.HealthWatch;
import dev.catenary.device.health.MetricsText;
import dev.catenary.device.health.Reading;
import dev.catenary.device.health.ReportMessage;
import dev.catenary.device.health.StatusDoor;
import dev.catenary.device.health.StatusText;
import dev.catenary.device.page.PageIdentity;
import dev.catenary.proto.counter.Counters;
import dev.catenary.proto.message.DeviceReport;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;

/**
 * Main loop while the stages run: it reads the machine each second, feeds the watchdog accordingly,
 * notifies the service manager, and answers questions.
 */
public final class LiveService implements AutoCloseable {
  private static final long LOOK_NANOS = 1_000_000_000L;

  private final CatenaryConfig config;
  private final Assembly machine;
  private final String softwareVersion;
  private final ServiceNotices notices;
  private final BiConsumer<Health, Reading> onlooker;
  private final MachineProbe probe;
  private final HealthWatch watch;
  private final StallWatch stalls;
  private final StatusDoor door;
  private volatile Reading reading;
  private UnaryOperator<String> more = _ -> "";
  private ShownUpdate updates = ShownUpdate.NONE;
  private long lookAtNanos;

  /**
   * Takes the first look.
   *
   * @param notices closed by its owner
   * @param onlooker told of each look
   */
  public LiveService(
      CatenaryConfig config,
      Assembly machine,
      BoardBeside board,
      Counters counters,
      ServiceNotices notices,
      BiConsumer<Health, Reading> onlooker)
      throws IOException {
    this.config = config;
    this.machine = machine;
    this.softwareVersion = machine.softwareVersion();
    this.notices = notices;
    this.onlooker = onlooker;
    this.probe = new MachineProbe(config, machine, board, counters);
    this.watch = new HealthWatch(System.nanoTime());
    this.stalls = new StallWatch(notices);
    this.reading = probe.read();
    this.lookAtNanos = System.nanoTime();
    this.door =
        new StatusDoor(config.service().socket(), config.service().metricsPort(), this::answer);
  }

  /** Serves until the next look is due, then looks; true when it has looked. */
  public boolean step() throws IOException {
    long now = System.nanoTime();
    if (now - lookAtNanos < 0) {
      door.serve(Math.max(1, (lookAtNanos - now) / 1_000_000));
      return false;
    }
    lookAtNanos = now + LOOK_NANOS;
    reading = probe.read();
    Health health = watch.look(reading);
    onlooker.accept(health, reading);
    machine.cloud().ifPresent(cloud -> cloud.tell(report(health)));
    stalls.look(reading.stages(), reading.nanos());
    if (watch.isReady(now)) {
      notices.ready(health.line());
      notices.status(health.line());
    }
    return true;
  }

  private DeviceReport report(Health health) {
    DeviceReport report =
        ReportMessage.of(config.vehicle(), config.mission(), softwareVersion, health, reading);
    return updates
        .report()
        .map(update -> report.toBuilder().setUpdate(update).build())
        .orElse(report);
  }

  /** Ends a step that waits; any thread. */
  public void wake() {
    door.wake();
  }

  /** Has other questions answered than those of how the machine is; before the first step. */
  public void answersAlso(UnaryOperator<String> others) {
    more = others;
  }

  /** Shows the update in hand too; before the first step. */
  public void shows(ShownUpdate updates) {
    this.updates = updates;
  }

  /** As the machine was seen last; any thread. */
  public Reading reading() {
    return reading;
  }

  /** As it was judged last; any thread. */
  public Health health() {
    return watch.health();
  }

  private Map<String, Object> beside() {
    Map<String, Object> beside = new LinkedHashMap<>();
    PageIdentity.of(config.page()).ifPresent(page -> beside.put("page", page.members()));
    updates.members().ifPresent(update -> beside.put("update", update));
    return beside;
  }

  private String answer(String question) {
    return switch (question) {
      case "text" ->
          StatusText.forPeople(watch.health(), reading)
              + updates.text()
              + PageIdentity.of(config.page()).map(PageIdentity::text).orElse("");
      case "json" -> StatusText.json(watch.health(), reading, beside());
      case "certificate" -> PageIdentity.of(config.page()).map(PageIdentity::pem).orElse("");
      case "worst" -> watch.health().worst() + "\n";
      case "metrics" -> MetricsText.of(watch.health(), reading) + updates.metrics();
      default -> more.apply(question);
    };
  }

  @Override
  public void close() throws IOException {
    door.close();
  }
}
