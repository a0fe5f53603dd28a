package dev.catenary.device.page;

import dev.catenary.device.assembly.Assembly;
import dev.catenary.device.board.BoardBeside;
import dev.catenary.device.config.CatenaryConfig;
import dev.catenary.device.config.ConfigFile;
import dev.catenary.device.service.DesksOfPage;
import dev.catenary.device.service.LiveService;
import dev.catenary.device.service.ServiceDesk;
import dev.catenary.device.service.ServiceNotices;
import dev.catenary.proto.counter.Counters;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** Desks of the running service, by its own parts. */
final class RealDesks implements ServedPage.Desks, AutoCloseable {
  private final Path logs;
  private LiveService service;
  private ServiceDesk desk;

  /**
   * @param logs folder of the log's files
   */
  RealDesks(Path logs) {
    this.logs = logs;
  }

  @Override
  public PageDesks of(Path configFile, Assembly machine, Counters counters) throws Exception {
    CatenaryConfig config = ConfigFile.read(configFile).require();
    service =
        new LiveService(
            config,
            machine,
            new BoardBeside(config.board(), BoardBeside.Surroundings.REAL),
            counters,
            ServiceNotices.of(Map.of(), 1),
            (health, reading) -> {});
    desk = new ServiceDesk(configFile, machine, service, "test", logs);
    return DesksOfPage.of(desk);
  }

  ServiceDesk desk() {
    return desk;
  }

  @Override
  public void close() throws IOException {
    desk.close();
    service.close();
  }
}
