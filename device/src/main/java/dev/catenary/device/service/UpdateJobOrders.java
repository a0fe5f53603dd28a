package dev.catenary.device.service;

import dev.catenary.device.update.course.Phase;
import dev.catenary.device.update.course.UpdateState;
import dev.catenary.device.update.course.UpdateWork;
import dev.catenary.device.update.disk.DurableFile;
import dev.catenary.durable.WholeFile;
import dev.catenary.uplink.iot.JobOrders;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.tinylog.Logger;

/**
 * Jobs of the broker as orders to look into the configured repository. Which order a job became is
 * on the disk, so that its end is told after a restart too.
 */
final class UpdateJobOrders implements JobOrders {
  private final UpdateWork work;
  private final Path file;

  UpdateJobOrders(UpdateWork work, Path folder) {
    this.work = work;
    this.file = folder.resolve("job");
  }

  @Override
  public void hint(String job) {
    try {
      if (request(job) == 0) {
        long request = work.order("").request();
        WholeFile.write(file, job + " " + request + "\n");
      }
    } catch (IOException | IllegalStateException e) {
      Logger.warn("job {} waits: {}", job, e.getMessage());
    }
  }

  /** Number of the order that a job became; 0 where it became none. */
  private long request(String job) throws IOException {
    String[] words = DurableFile.text(file, 200).orElse("").strip().split(" ", -1);
    return words.length == 2 && words[0].equals(job) && words[1].matches("\\d{1,15}")
        ? Long.parseLong(words[1])
        : 0;
  }

  @Override
  public Progress progress(String job) {
    Map<String, String> details = new LinkedHashMap<>();
    try {
      long request = request(job);
      if (request == 0) {
        hint(job);
        request = request(job);
      }
      UpdateState state = work.state();
      if (request == 0) {
        details.put("why", "it cannot be ordered now: " + work.whyNot());
        return new Progress(state.phase().yields() ? Status.REJECTED : Status.IN_PROGRESS, details);
      }
      if (request != state.request()) {
        details.put("why", "another order took its place");
        return new Progress(Status.FAILED, details);
      }
      return told(state, details);
    } catch (IOException e) {
      details.put("why", String.valueOf(e.getMessage()));
      return new Progress(Status.IN_PROGRESS, details);
    }
  }

  private static Progress told(UpdateState state, Map<String, String> details) {
    details.put("phase", state.phase().name());
    put(details, "release", state.release());
    put(details, "attack", state.attack());
    Status status =
        switch (state.phase()) {
          case FETCHING, INSTALLING, WAITING, SWITCHING, TRIAL -> Status.IN_PROGRESS;
          case IDLE, GOOD -> Status.SUCCEEDED;
          case FELL_BACK, FAILED -> Status.FAILED;
          case REFUSED -> Status.REJECTED;
        };
    // The seconds of a trial would be a message each.
    if (state.phase() != Phase.TRIAL) {
      put(details, "why", state.why());
    }
    return new Progress(status, details);
  }

  private static void put(Map<String, String> details, String name, String value) {
    if (!value.isEmpty()) {
      details.put(name, value);
    }
  }
}
