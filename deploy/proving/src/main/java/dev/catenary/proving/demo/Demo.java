package dev.catenary.proving.demo;

import dev.catenary.device.assembly.Assembly;
import dev.catenary.device.assembly.Feed;
import dev.catenary.device.assembly.LiveLinks;
import dev.catenary.device.assembly.Surroundings;
import dev.catenary.device.board.BoardBeside;
import dev.catenary.device.config.CatenaryConfig;
import dev.catenary.device.config.ConfigException;
import dev.catenary.device.findings.EarlierPlaces;
import dev.catenary.device.findings.EventCollector;
import dev.catenary.device.findings.FindingsExport;
import dev.catenary.device.page.PageActions;
import dev.catenary.device.page.PageBeside;
import dev.catenary.device.page.access.Grant;
import dev.catenary.device.page.access.OnceCode;
import dev.catenary.device.page.access.Scope;
import dev.catenary.device.place.Assets;
import dev.catenary.device.place.PlaceList;
import dev.catenary.device.service.LiveService;
import dev.catenary.device.service.ServiceNotices;
import dev.catenary.device.store.Stores;
import dev.catenary.inference.ClassifierChoice;
import dev.catenary.proto.counter.Counters;
import dev.catenary.proto.zone.Rank;
import dev.catenary.uplink.chunk.SealedChunk;
import dev.catenary.uplink.spool.Spool;
import dev.catenary.uplink.spool.SpoolEvent;
import dev.catenary.uplink.transfer.S3Credentials;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * The whole river on one machine: a simulated survey in one process, a real S3 server in another,
 * real UDP and HTTP between, and the service as it runs on a vehicle.
 */
public final class Demo {
  private static final Duration CODE_LIFE = Duration.ofHours(1);

  private final Path home;
  private final Path directory;
  private final int seconds;

  /**
   * @param home the checkout, whose build has the simulator and the S3 server
   * @param directory new folder for all that the demo writes
   */
  public Demo(Path home, Path directory, int seconds) {
    this.home = home;
    this.directory = directory;
    this.seconds = seconds;
  }

  /** Display of the demo for a person. */
  public interface Display extends Consumer<SpoolEvent> {
    /**
     * Shows how far it is.
     *
     * @param share of the whole demo, 0 to 1
     */
    void look(double share, Spool spool);

    /** A page can be looked at, with conductors in it. */
    void page(String address);

    /**
     * The survey is over and all of it stored.
     *
     * @param findings folder of the files for a GIS
     */
    void summary(Assembly machine, CatenaryConfig config, Path findings);

    /** The page stays as long as this does not return. */
    void linger() throws InterruptedException;
  }

  /**
   * Runs it to its end.
   *
   * @return true when every chunk has arrived in the bucket
   */
  public boolean run(Counters counters, String softwareVersion, Display display)
      throws IOException, InterruptedException, ConfigException {
    Files.createDirectories(directory);
    DemoPorts ports = DemoPorts.free();
    Path s3proxy = home.resolve("deploy/proving/target/s3proxy/s3proxy-jar-with-dependencies.jar");
    try (DemoStore store = DemoStore.start(s3proxy, directory)) {
      CatenaryConfig config =
          DemoMachine.configure(home, directory, ports, store, ClassifierChoice.SHIPPED);
      var credentials = new S3Credentials.Static(DemoStore.ACCESS_KEY, DemoStore.SECRET_KEY);
      OnceCode once = OnceCode.of(visitor(), InstantSource.system());
      AtomicBoolean violationSeen = new AtomicBoolean();
      Path configFile = directory.resolve("catenary.yaml");
      try (ServiceNotices notices = ServiceNotices.of(Map.of(), ProcessHandle.current().pid());
          LiveLinks links = new LiveLinks(config.sensors(), config.position().links(), counters);
          PageBeside page = new PageBeside(config, configFile, softwareVersion, once);
          Assembly machine =
              new Assembly(
                  config,
                  softwareVersion,
                  Surroundings.of(
                          links.source(),
                          Feed.LIVE,
                          Stores.open(config.upload(), config.spoolDirectory(), credentials),
                          counters)
                      .seenBy(
                          page.after(display.andThen(event -> note(event, violationSeen))),
                          page.onlooker()));
          BoardBeside board = new BoardBeside(config.board(), BoardBeside.Surroundings.REAL);
          LiveService service =
              new LiveService(config, machine, board, counters, notices, page::look)) {
        machine.start();
        links.start();
        page.start(machine, PageActions.NONE);
        String address =
            "https://127.0.0.1:" + ports.page() + "/#/sign-in/" + once.text() + "/live";
        DemoRun run = new DemoRun(machine, service, page, violationSeen, address, display, seconds);
        run.survey(home, directory, ports);
        links.stop();
        run.endIntake();
        boolean arrived = run.drain();
        EventCollector events = new EventCollector();
        events.addFolder(store.objects());
        Path findings = directory.resolve("findings");
        PlaceList list = new PlaceList(EarlierPlaces.in(findings), Assets.NONE);
        FindingsExport.write(
            findings, events.events(), list.of(events.events(), events.chunks()), Instant.now());
        display.summary(machine, config, findings);
        run.linger();
        return arrived && machine.broken() == null;
      } finally {
        Files.deleteIfExists(config.service().socket());
        Files.deleteIfExists(config.service().socket().toAbsolutePath().getParent());
      }
    }
  }

  private static void note(SpoolEvent event, AtomicBoolean violationSeen) {
    switch (event) {
      case SpoolEvent.ChunkSealed(SealedChunk chunk, Instant _) -> {
        if (chunk.rank() == Rank.CLEARANCE_VIOLATION) {
          violationSeen.set(true);
        }
      }
      default -> {}
    }
  }

  private static Grant visitor() {
    return new Grant("demo visitor", EnumSet.of(Scope.VIEW), Instant.now().plus(CODE_LIFE), "demo");
  }
}
