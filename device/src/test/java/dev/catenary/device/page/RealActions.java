package dev.catenary.device.page;

import dev.catenary.device.assembly.Assembly;
import dev.catenary.device.board.BoardBeside;
import dev.catenary.device.config.CatenaryConfig;
import dev.catenary.device.config.ConfigFile;
import dev.catenary.device.service.LiveService;
import dev.catenary.device.service.ServiceActions;
import dev.catenary.device.service.ServiceNotices;
import dev.catenary.proto.counter.Counters;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** Actions of the running service, by its own parts. */
final class RealActions implements ServedPage.Actions, AutoCloseable {
  private final Path logs;
  private LiveService service;
  private ServiceActions actions;

  /**
   * @param logs folder of the log's files
   */
  RealActions(Path logs) {
    this.logs = logs;
  }

  @Override
  public PageActions of(Path configFile, Assembly machine, Counters counters) throws Exception {
    CatenaryConfig config = ConfigFile.read(configFile).require();
    service =
        new LiveService(
            config,
            machine,
            new BoardBeside(config.board(), BoardBeside.Surroundings.REAL),
            counters,
            ServiceNotices.of(Map.of(), 1),
            (health, reading) -> {});
    actions = new ServiceActions(configFile, machine, service, "test", logs);
    return actions.ofPage(null);
  }

  ServiceActions actions() {
    return actions;
  }

  @Override
  public void close() throws IOException {
    actions.close();
    service.close();
  }
}
