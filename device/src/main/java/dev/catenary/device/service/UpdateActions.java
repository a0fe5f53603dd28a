package dev.catenary.device.service;

import dev.catenary.device.config.CatenaryConfig;
import dev.catenary.device.json.JsonText;
import dev.catenary.device.page.Updates;
import dev.catenary.device.selftest.DeviceKey;
import dev.catenary.device.update.course.Phase;
import dev.catenary.device.update.course.ReportDesk;
import dev.catenary.device.update.course.UpdateMachine;
import dev.catenary.device.update.course.UpdateState;
import dev.catenary.device.update.course.UpdateWork;
import dev.catenary.device.update.disk.DurableFile;
import dev.catenary.device.update.slot.BootState;
import dev.catenary.device.update.slot.SlotPlaces;
import dev.catenary.device.update.trust.format.JsonWriter;
import dev.catenary.proto.message.UpdateReport;
import dev.catenary.uplink.iot.JobOrders;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tinylog.Logger;

/**
 * Updates of the running service: one thread that works on them, and answers for people. It answers
 * the socket's questions {@code update}, {@code update try FOLDER} and {@code update check}.
 */
public final class UpdateActions implements ShownUpdate, Updates, AutoCloseable {
  private static final long STEP_MILLIS = 1_000;

  private final Optional<UpdateWork> work;
  private final JobOrders jobs;
  private final Optional<ReportDesk> reports;
  private final String version;
  private final Thread thread = Thread.ofPlatform().name("update").daemon().unstarted(this::run);
  private volatile boolean isClosed;
  private volatile @Nullable String broken;

  /** A desk; where this machine has no slots, as in an image, it says so. */
  public UpdateActions(CatenaryConfig config, String version, UpdateMachine machine)
      throws IOException {
    this.version = version;
    SlotPlaces places = SlotPlaces.ofThisMachine();
    this.work =
        Files.isDirectory(places.top())
            ? Optional.of(
                new UpdateWork(
                    new UpdateWork.UpdateSetup(
                        places,
                        folder(config),
                        config.thing(),
                        hardware(places),
                        config.update().repository(),
                        config.update().every(),
                        version,
                        bootName()),
                    machine,
                    InstantSource.system()))
            : Optional.empty();
    this.reports =
        work.isPresent()
            ? Optional.of(
                new ReportDesk(
                    folder(config),
                    config.thing(),
                    hardware(places),
                    version,
                    new ReportKey(DeviceKey.in(ServiceActions.keys(config.dataDirectory())))))
            : Optional.empty();
    this.jobs =
        work.isPresent() && config.update().repository() != null
            ? new UpdateJobOrders(work.get(), folder(config))
            : JobOrders.NONE;
  }

  /** The newest signed report on this vehicle's software; no bytes where there is none. */
  public byte[] softwareReport() {
    return reports.map(ReportDesk::newest).orElse(new byte[0]);
  }

  /** Takes the broker's jobs as hints; those of nobody where no repository is configured. */
  public JobOrders jobs() {
    return jobs;
  }

  /**
   * Where the start script looks for what the service asks of it: in the service's state folder.
   */
  static Path folder(CatenaryConfig config) {
    String state = System.getenv("STATE_DIRECTORY");
    return (state == null ? config.dataDirectory() : Path.of(state)).resolve("update");
  }

  /** Name of the machine's present run, which a power cut ends; empty where there is none. */
  private static String bootName() throws IOException {
    return DurableFile.text(Path.of("/proc/sys/kernel/random/boot_id"), 4_096).orElse("").strip();
  }

  static String hardware(SlotPlaces places) throws IOException {
    return DurableFile.text(places.packaged().resolve("hardware"), 100).orElse("unknown").strip();
  }

  /** Works by the parts that were chosen before; called before the first zone. */
  public void useParts() throws IOException {
    if (work.isPresent()) {
      work.get().parts().begin();
    }
  }

  /** The service ends in order, and not because of a part. */
  public void endInOrder() throws IOException {
    if (work.isPresent()) {
      work.get().parts().end();
    }
  }

  public void start() {
    if (work.isPresent()) {
      thread.start();
    }
  }

  private void run() {
    long before = System.nanoTime();
    while (!isClosed) {
      try {
        Thread.sleep(STEP_MILLIS);
        long now = System.nanoTime();
        long seconds = (now - before) / 1_000_000_000L;
        before += seconds * 1_000_000_000L;
        UpdateWork here = work.orElseThrow();
        here.step(seconds);
        reports.orElseThrow().look(here.state(), here.boot(), Instant.now());
      } catch (InterruptedException e) {
        return;
      } catch (IOException e) {
        Logger.warn("the update waits: {}", e.getMessage());
      } catch (IllegalStateException e) {
        Logger.error("{}", e.getMessage());
        broken = e.getMessage();
        return;
      }
    }
  }

  /** Why this process has to end with a failure; null while it has not. */
  public @Nullable String broken() {
    return broken;
  }

  /** Answers a question of the socket; empty when it is none of these. */
  public String answer(String question) {
    String[] words = question.split("\t", 3);
    if (!words[0].equals("update")) {
      return "";
    }
    try {
      String verb = words.length > 1 ? words[1] : "";
      switch (verb) {
        case "" -> {}
        case "try" -> order(words.length > 2 ? words[2] : "");
        case "check" -> order("");
        case "report" -> {
          return new String(softwareReport(), StandardCharsets.UTF_8) + "\n";
        }
        case "key" -> {
          return reports.isEmpty()
              ? "\n"
              : new String(
                      JsonWriter.bytes(reports.get().key().publicKey().json()),
                      StandardCharsets.UTF_8)
                  + "\n";
        }
        default -> throw new IllegalStateException("found an unknown word: " + verb);
      }
      return JsonText.of(told()) + "\n";
    } catch (IOException | IllegalStateException e) {
      return JsonText.of(Map.of("error", String.valueOf(e.getMessage()))) + "\n";
    }
  }

  @Override
  public Map<String, Object> state() throws IOException {
    return told();
  }

  @Override
  public void order(String folder) throws IOException {
    UpdateWork here =
        work.orElseThrow(
            () ->
                new IllegalStateException(
                    "found no slots on this machine, expected those of the Debian package"));
    if (!folder.isEmpty() && !Files.isDirectory(Path.of(folder))) {
      throw new IllegalStateException(
          "found no folder "
              + folder
              + " that the service can read, expected one with image/ and director/; cure: mount"
              + " it where the user catenary can read it, not in a home folder or /tmp");
    }
    here.order(folder);
  }

  @Override
  public Optional<Map<String, Object>> members() {
    try {
      return work.isEmpty() ? Optional.empty() : Optional.of(told());
    } catch (IOException e) {
      return Optional.of(Map.of("error", String.valueOf(e.getMessage())));
    }
  }

  private Map<String, Object> told() throws IOException {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("running", version);
    if (work.isEmpty()) {
      all.put("slot", BootState.PACKAGED);
      all.put("phase", Phase.IDLE.name());
      return all;
    }
    UpdateWork here = work.get();
    UpdateState state = here.state();
    BootState boot = here.boot();
    all.put("slot", boot.isTrial() ? boot.trial() : boot.good());
    all.put("good", boot.good());
    all.put("counter", boot.reached());
    all.put("phase", state.phase().name());
    all.put("release", state.release());
    all.put("why", state.why());
    all.put("since", Instant.ofEpochSecond(state.sinceSeconds()));
    all.put("fetchedBytes", here.fetchedBytes());
    all.put("beginnings", boot.beginnings());
    all.put("ends", boot.ends());
    all.put("lastAttack", state.attack());
    all.put("parts", here.parts().shown());
    return all;
  }

  @Override
  public String text() {
    UpdateState state = work.map(UpdateWork::state).orElse(UpdateState.NONE);
    if (state.phase() == Phase.IDLE && state.why().isEmpty()) {
      return "";
    }
    return "update "
        + state.release()
        + (state.release().isEmpty() ? "" : " ")
        + state.phase()
        + " since "
        + Instant.ofEpochSecond(state.sinceSeconds())
        + (state.why().isEmpty() ? "" : ": " + state.why())
        + (state.attack().isEmpty() ? "" : "; last attack seen: " + state.attack())
        + "\n";
  }

  @Override
  public Optional<UpdateReport> report() {
    if (work.isEmpty()) {
      return Optional.empty();
    }
    try {
      UpdateState state = work.get().state();
      BootState boot = work.get().boot();
      return Optional.of(
          UpdateReport.newBuilder()
              .setPhase(state.phase().name())
              .setRelease(state.release())
              .setSlot(boot.isTrial() ? boot.trial() : boot.good())
              .setCounter(boot.reached())
              .setWhy(state.why())
              .setSinceHostNanos(state.sinceSeconds() * 1_000_000_000L)
              .setLastAttack(state.attack())
              .build());
    } catch (IOException e) {
      return Optional.of(UpdateReport.newBuilder().setWhy(String.valueOf(e.getMessage())).build());
    }
  }

  @Override
  public String metrics() {
    if (work.isEmpty()) {
      return "";
    }
    UpdateState state = work.get().state();
    StringBuilder text = new StringBuilder();
    text.append("# HELP catenary_update_phase 1 for the phase of the update in hand.\n");
    text.append("# TYPE catenary_update_phase gauge\n");
    for (Phase phase : Phase.values()) {
      text.append("catenary_update_phase{phase=\"")
          .append(phase)
          .append("\"} ")
          .append(phase == state.phase() ? 1 : 0)
          .append('\n');
    }
    text.append("# HELP catenary_update_since_seconds Wall clock of its begin.\n");
    text.append("# TYPE catenary_update_since_seconds gauge\n");
    text.append("catenary_update_since_seconds ").append(state.sinceSeconds()).append('\n');
    return text.toString();
  }

  @Override
  public void close() {
    isClosed = true;
    thread.interrupt();
  }
}
