package dev.catenary.device.service;

import dev.catenary.device.assembly.Assembly;
import dev.catenary.device.config.CatenaryConfig;
import dev.catenary.device.health.LinkHealth;
import dev.catenary.device.health.Reading;
import dev.catenary.device.health.SensorReading;
import dev.catenary.device.update.course.Baseline;
import dev.catenary.device.update.course.HeldBackException;
import dev.catenary.device.update.course.UpdateMachine;
import dev.catenary.device.update.part.PartMachine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tinylog.Logger;

/** The running machine, as an update sees it: its interlock, its health and its stop. */
public final class MachineOfUpdate implements UpdateMachine {
  private static final long PACKETS_NANOS = 5_000_000_000L;
  private static final String DISK_SHORT = "the disk's room is for chunks";

  private final Assembly machine;
  private final LiveService service;
  private final DownloadGate gate;
  private final PartMachine parts;
  private final Path spoolFolder;
  private final long marginBytes;
  private final Runnable stop;
  private long packets;
  private long packetsAtNanos = System.nanoTime() - PACKETS_NANOS;

  /**
   * The machine of a configuration.
   *
   * @param stop asks for an orderly stop, and returns
   */
  public MachineOfUpdate(
      CatenaryConfig config, Assembly machine, LiveService service, Runnable stop) {
    this.machine = machine;
    this.service = service;
    this.gate = DownloadGate.of(config, machine.uploader(), UpdateActions.folder(config));
    this.spoolFolder = config.spoolDirectory();
    this.parts = new MachineOfParts(config, machine);
    this.marginBytes = (long) config.spool().marginMebibytes() << 20;
    this.stop = stop;
  }

  @Override
  public List<String> held() {
    List<String> held = new ArrayList<>();
    if (machine.mission().state().running()) {
      held.add("the mission runs; stop it");
    }
    int zones = machine.openZones();
    if (zones > 0) {
      held.add(zones + " zones are open");
    }
    if (service.reading().board().supplyFailed()) {
      held.add("the supply has failed");
    }
    return held;
  }

  @Override
  public synchronized Baseline baseline() {
    Reading reading = service.reading();
    long now = reading.sensors().stream().mapToLong(SensorReading::packets).sum();
    if (now != packets) {
      packets = now;
      packetsAtNanos = System.nanoTime();
    }
    Map<String, Integer> conditions = new HashMap<>();
    for (LinkHealth link : service.health().links()) {
      conditions.put(link.link().word(), link.condition().ordinal());
    }
    return new Baseline(conditions, System.nanoTime() - packetsAtNanos < PACKETS_NANOS);
  }

  @Override
  public boolean isMissionRunning() {
    return machine.mission().state().running();
  }

  @Override
  public boolean isClockTrusted() {
    return service.reading().host().clockSynchronised();
  }

  @Override
  public String linkHeld() {
    return isDiskShort() ? DISK_SHORT : gate.held();
  }

  @Override
  public void mayFetch(int bytes) throws IOException {
    if (isDiskShort()) {
      throw new HeldBackException(DISK_SHORT);
    }
    gate.take(bytes);
  }

  @Override
  public long keepFreeBytes(Path folder) throws IOException {
    Path spool = spoolFolder;
    if (!Files.getFileStore(folder).equals(Files.getFileStore(spool))) {
      return 0;
    }
    long free = Files.getFileStore(spool).getUsableSpace();
    return Math.max(0, free - machine.spool().disk().roomBytes()) + 2 * marginBytes;
  }

  @Override
  public boolean isDiskShort() {
    // Chunks are evicted at the margin: an update has given its room back before.
    return machine.disk().freeBytes() < marginBytes + marginBytes / 2;
  }

  @Override
  public PartMachine parts() {
    return parts;
  }

  @Override
  public void stop(String why) {
    Logger.info("the service ends for the {}", why);
    stop.run();
  }
}
