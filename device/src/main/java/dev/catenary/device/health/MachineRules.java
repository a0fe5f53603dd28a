package dev.catenary.device.health;

import static dev.catenary.proto.counter.DeviceCounter.CHUNKS_QUARANTINED;
import static dev.catenary.proto.counter.DeviceCounter.CHUNKS_UPLOADED;
import static dev.catenary.proto.counter.DeviceCounter.CHUNK_BYTES;
import static dev.catenary.proto.counter.DeviceCounter.JOURNAL_BYTES;
import static dev.catenary.proto.counter.DeviceCounter.JOURNAL_WRITE_FAILURES;
import static dev.catenary.proto.counter.DeviceCounter.POINTS_DROPPED_NO_BATCH;
import static dev.catenary.proto.counter.DeviceCounter.POINTS_DROPPED_ZONE_MEMORY;
import static dev.catenary.proto.counter.DeviceCounter.POINTS_IN_ZONES;
import static dev.catenary.proto.counter.DeviceCounter.RECEIPT_MISMATCHES;
import static dev.catenary.proto.counter.DeviceCounter.ZONES_DROPPED_QUEUE_FULL;

import dev.catenary.proto.counter.DeviceCounter;
import dev.catenary.uplink.pressure.DiskState;
import java.time.Duration;
import java.util.Locale;

/** Health rules of the computer and of the way out. Pure functions. */
final class MachineRules {
  private static final Duration LOW_DISK = Duration.ofHours(1);
  private static final String MORE_ROOM =
      "Let the spool upload, or swap the disk before it is full.";
  private static final String BAD_DISK = "Look into dmesg for the disk; replace it.";

  /** A radio that is handed from cell to cell is away for less. */
  private static final long BROKER_AWAY_SECONDS = 30;

  private static final DeviceCounter[] TOO_SLOW = {
    POINTS_DROPPED_NO_BATCH, POINTS_DROPPED_ZONE_MEMORY, ZONES_DROPPED_QUEUE_FULL
  };

  private MachineRules() {}

  static Finding power(Window window) {
    var alarms = window.now().host().powerAlarms();
    Finding board = BoardRules.power(window);
    return alarms.isEmpty()
        ? board
        : Finding.degraded(
                String.join("; ", alarms),
                "Check the supply's voltage under load, its cable, and what else hangs on it.")
            .or(board);
  }

  static Finding model(Window window) {
    String refusal = window.now().modelRefusal();
    return refusal == null
        ? Finding.ok("zones are labelled by " + window.now().model())
        : Finding.degraded(
            refusal + "; the rules label",
            "Install the model that belongs to this software, or set classification.model: shipped.");
  }

  static Finding zones(Window window) {
    var stalled = window.stalled("record");
    if (stalled.isPresent()) {
      return window.standing(stalled.get());
    }
    if (window.rose(TOO_SLOW)) {
      return Finding.degraded(
          window.told(TOO_SLOW),
          "Give zones more workers or memory (zones.workers, zones.memory-max), or look why the"
              + " disk or the processor is slow.");
    }
    return Finding.ok(
        String.format(Locale.ROOT, "%,.0f points/s gathered", window.perSecond(POINTS_IN_ZONES)));
  }

  static Finding disk(Window window) {
    HostReading host = window.now().host();
    long usable = host.freeBytes() - window.now().spoolReserveBytes();
    if (usable <= 0) {
      return Finding.failed(
          String.format(
              Locale.ROOT,
              "%,d MiB free; the reserve alone is %,d MiB: nothing is recorded",
              host.freeBytes() >> 20,
              window.now().spoolReserveBytes() >> 20),
          "Let the spool upload, or move what is not ours off this disk. Never delete the spool.");
    }
    DiskState kept = window.now().disk();
    if (kept.level() == DiskState.Level.FAILED) {
      return Finding.failed(kept.sentence(), BAD_DISK);
    }
    if (kept.level() == DiskState.Level.FULL) {
      return Finding.failed(kept.sentence(), "Never delete the spool; run catenary doctor.");
    }
    var stalled = window.stalled("journal");
    if (stalled.isPresent()) {
      return window.standing(stalled.get());
    }
    if (window.rose(JOURNAL_WRITE_FAILURES)) {
      return Finding.failed(window.told(JOURNAL_WRITE_FAILURES), BAD_DISK);
    }
    if (kept.level() == DiskState.Level.GIVING_UP || kept.isFullWithin(LOW_DISK)) {
      return Finding.degraded(kept.sentence(), MORE_ROOM);
    }
    if (window.now().count(CHUNKS_QUARANTINED) > 0) {
      return Finding.degraded(
          window.now().count(CHUNKS_QUARANTINED)
              + " chunks did not read back as they were written and are in quarantine",
          "Look into dmesg for the disk; keep the quarantine folder for repair.");
    }
    return Finding.ok(
        String.format(
            Locale.ROOT,
            "%,d MiB free, %,.1f MiB/s written",
            host.freeBytes() >> 20,
            (window.perSecond(CHUNK_BYTES) + window.perSecond(JOURNAL_BYTES)) / (1 << 20)));
  }

  static Finding network(Window window) {
    var networks = window.now().host().networks();
    if (!networks.isEmpty()) {
      return Finding.ok(String.join(", ", networks));
    }
    return window.now().outgoing().store() == null
        ? Finding.ok("none up; nothing is to be sent")
        : Finding.degraded(
            "no interface is up with an address; chunks wait in the spool",
            "Check the modem's SIM, antenna and power, or the cable.");
  }

  static Finding cloud(Window window) {
    return store(window).or(broker(window));
  }

  private static Finding broker(Window window) {
    BrokerReading broker = window.now().outgoing().broker();
    if (broker == null) {
      return Finding.ok("no message broker by configuration");
    }
    String refusal = broker.refusal();
    if (refusal != null) {
      return Finding.failed(refusal, "Allow it in the policy of the thing's certificate.");
    }
    if (broker.up()) {
      return Finding.ok("the broker is connected");
    }
    String failure = broker.failure();
    String why =
        (failure == null ? "not connected to the message broker" : failure)
            + String.format(
                Locale.ROOT,
                "; down for %,d s, %,d events wait",
                broker.downSeconds(),
                broker.waitingEvents());
    if (failure != null && broker.needsPerson()) {
      return Finding.failed(why, "Run catenary doctor; correct what it names.");
    }
    return broker.downSeconds() < BROKER_AWAY_SECONDS
        ? Finding.ok(why)
        : Finding.degraded(why, "It is tried again by itself; events wait in the spool.");
  }

  private static Finding store(Window window) {
    OutgoingReading outgoing = window.now().outgoing();
    if (outgoing.store() == null) {
      return Finding.ok(
          "chunks stay in the spool by configuration; " + outgoing.waitingChunks() + " there");
    }
    String waiting =
        String.format(
            Locale.ROOT,
            "%,d chunks (%,d MiB) wait",
            outgoing.waitingChunks(),
            outgoing.waitingBytes() >> 20);
    String failure = outgoing.failure();
    if (failure != null) {
      return outgoing.needsPerson()
          ? Finding.failed(failure + "; " + waiting, "Run catenary doctor; correct what it names.")
          : Finding.degraded(
              failure + "; " + waiting, "It is tried again by itself; conductors go first.");
    }
    if (window.rose(RECEIPT_MISMATCHES)) {
      return Finding.degraded(
          window.told(RECEIPT_MISMATCHES),
          "Bytes are damaged on the way: look for a proxy that changes them.");
    }
    return Finding.ok(
        waiting
            + String.format(Locale.ROOT, ", %,d sent to ", window.now().count(CHUNKS_UPLOADED))
            + outgoing.store());
  }
}
