package dev.catenary.device.cli;

import dev.catenary.device.assembly.Assembly;
import dev.catenary.device.assembly.Feed;
import dev.catenary.device.assembly.LiveLinks;
import dev.catenary.device.assembly.Surroundings;
import dev.catenary.device.board.BoardBeside;
import dev.catenary.device.config.CatenaryConfig;
import dev.catenary.device.config.ConfigFile;
import dev.catenary.device.page.PageBeside;
import dev.catenary.device.service.LiveService;
import dev.catenary.device.service.MachineOfBoard;
import dev.catenary.device.service.MachineOfUpdate;
import dev.catenary.device.service.ServiceActions;
import dev.catenary.device.service.ServiceNotices;
import dev.catenary.device.service.UpdateActions;
import dev.catenary.device.store.StoreKeys;
import dev.catenary.device.store.Stores;
import dev.catenary.proto.counter.Counters;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.tinylog.Logger;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Captures live until it is told to stop. */
@Command(name = "run", description = "Capture live, until interrupted (SIGINT, SIGTERM).")
final class RunCommand implements Callable<Integer> {
  private static final Duration DRAIN = Duration.ofSeconds(8);

  /** The drain, a second for each half that hangs, and the closing of files. */
  private static final long STOP_SECONDS = 12;

  /** Where the packaged service logs. */
  private static final Path LOGS = Path.of("/var/log/catenary");

  private final BoardBeside.Surroundings surroundings;

  @Spec private CommandSpec spec;

  @Option(names = "--config", required = true, description = "Configuration file (YAML).")
  private Path configFile;

  RunCommand() {
    this(BoardBeside.Surroundings.REAL);
  }

  /**
   * @param surroundings where the board is found
   */
  RunCommand(BoardBeside.Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws Exception {
    CatenaryConfig config = ConfigFile.read(configFile).require();
    Counters counters = new Counters();
    Progress progress = new Progress(counters, spec.commandLine().getErr(), true);
    CountDownLatch stop = new CountDownLatch(1);
    CountDownLatch stopped = new CountDownLatch(1);
    var store =
        Stores.open(
            config.upload(),
            config.spoolDirectory(),
            StoreKeys.of(config.iot(), config.upload().development(), counters));
    try (ServiceNotices notices =
            ServiceNotices.of(System.getenv(), ProcessHandle.current().pid());
        LiveLinks links = new LiveLinks(config.sensors(), config.position().links(), counters);
        PageBeside page = new PageBeside(config, configFile, SoftwareVersion.current());
        Assembly machine =
            new Assembly(
                config,
                SoftwareVersion.current(),
                Surroundings.of(links.source(), Feed.LIVE, store, counters)
                    .seenBy(page.after(progress), page.onlooker()));
        BoardBeside board = new BoardBeside(config.board(), surroundings);
        LiveService service =
            new LiveService(config, machine, board, counters, notices, page::look);
        ServiceActions actions =
            new ServiceActions(configFile, machine, service, SoftwareVersion.current(), LOGS);
        UpdateActions updates =
            new UpdateActions(
                config,
                SoftwareVersion.current(),
                new MachineOfUpdate(config, machine, service, () -> ask(stop, service)))) {
      service.shows(updates);
      machine.cloud().ifPresent(cloud -> cloud.givesJobs(updates.jobs()));
      machine.cloud().ifPresent(cloud -> cloud.givesSoftwareReports(updates::softwareReport));
      service.answersAlso(question -> updates.answer(question) + actions.answer(question));
      Runnable ask = () -> ask(stop, service);
      Runtime.getRuntime().addShutdownHook(new Thread(() -> await(ask, stopped), "stop"));
      updates.useParts();
      board.start(new MachineOfBoard(machine, service, ask), machine.mission());
      machine.start();
      links.start();
      page.start(machine, actions.ofPage(updates));
      updates.start();
      while (stop.getCount() > 0 && machine.broken() == null && updates.broken() == null) {
        if (service.step() && !notices.isManaged()) {
          progress.line(machine);
        }
      }
      notices.stopping("draining");
      links.stop();
      if (!machine.stopIntake(DRAIN)) {
        Logger.warn("stopped before all was recorded; the next start takes it from the journal");
      }
      progress.summary(spec.commandLine().getOut(), machine, config.spoolDirectory());
      if (machine.broken() != null || updates.broken() != null) {
        return 1;
      }
      updates.endInOrder();
      return 0;
    } finally {
      stopped.countDown();
    }
  }

  private static void ask(CountDownLatch stop, LiveService service) {
    stop.countDown();
    service.wake();
  }

  /** In the hook: asks for the stop, and holds the process until what was captured is durable. */
  private static void await(Runnable ask, CountDownLatch stopped) {
    ask.run();
    try {
      stopped.await(STOP_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
