package dev.catenary.uplink.iot;

import com.google.protobuf.ByteString;
import dev.catenary.proto.counter.Counters;
import dev.catenary.proto.counter.DeviceCounter;
import dev.catenary.proto.message.ChunkReceipt;
import dev.catenary.proto.message.Zone;
import dev.catenary.uplink.chunk.ChunkId;
import dev.catenary.uplink.spool.ReceiptTail;
import dev.catenary.uplink.transfer.Backoff;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HexFormat;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.tinylog.Logger;

/**
 * Publishes the receipts of the spool's log in their order, and remembers on the disk how far it
 * has come. None is left out over a break or a restart while the log has it, the last few may be
 * told twice, and those that the log no longer has are counted.
 */
final class ReceiptPublisher {
  static final int FORMAT_VERSION = 1;

  private static final int UNDER_WAY_MAX = 16;

  private final ReceiptTail tail;
  private final String topic;
  private final String vehicle;
  private final LongSupplier nanoClock;
  private final Backoff refusals;
  private final Counters counters;
  private final Deque<UnderWay> underWay = new ArrayDeque<>();
  private ReceiptTail.@Nullable Line told;
  private long waitUntilNanos;
  private boolean waits;
  private boolean diskFails;

  private record UnderWay(ReceiptTail.Line receipt, CompletableFuture<Delivery> delivery) {}

  ReceiptPublisher(
      ReceiptTail tail,
      String topic,
      String vehicle,
      LongSupplier nanoClock,
      Backoff refusals,
      Counters counters) {
    this.counters = counters;
    this.tail = tail;
    this.topic = topic;
    this.vehicle = vehicle;
    this.nanoClock = nanoClock;
    this.refusals = refusals;
  }

  /** A disk that fails makes the receipts wait, and nothing else that goes over the line. */
  int step(BrokerLine line) {
    int done = settle();
    try {
      if (done > 0 || !isWaiting()) {
        keepTold();
      }
      if (isWaiting() || !line.state().up()) {
        return done;
      }
      done += publish(line);
      countUntold();
      diskFails = false;
    } catch (IOException e) {
      again();
      waitLonger();
      if (!diskFails) {
        diskFails = true;
        Logger.warn("receipts are not told while the spool's disk fails: {}", e.getMessage());
      }
    }
    return done;
  }

  /** Those that the log let go of while the line was down for long. */
  private void countUntold() {
    long untold = tail.takeUntold();
    if (untold > 0) {
      counters.add(DeviceCounter.RECEIPTS_NOT_TOLD, untold);
      Logger.warn(
          "{} receipts are older than the log goes back and are not told; the chunks are in the"
              + " store, and their manifests with them",
          untold);
    }
  }

  private boolean isWaiting() {
    return waits && nanoClock.getAsLong() - waitUntilNanos < 0;
  }

  private void keepTold() throws IOException {
    ReceiptTail.Line last = told;
    if (last != null) {
      tail.keep(last);
      told = null;
    }
  }

  private int publish(BrokerLine line) throws IOException {
    int done = 0;
    while (underWay.size() < UNDER_WAY_MAX) {
      ReceiptTail.Line next = tail.next();
      if (next == null) {
        break;
      }
      underWay.add(new UnderWay(next, line.publish(topic, message(next).toByteArray())));
      done++;
    }
    return done;
  }

  /** In their order: behind one that did not arrive all are sent again. */
  private int settle() {
    int done = 0;
    while (!underWay.isEmpty() && underWay.getFirst().delivery().isDone()) {
      UnderWay first = underWay.removeFirst();
      done++;
      switch (first.delivery().join()) {
        case Delivery.Taken() -> {
          refusals.succeeded();
          told = first.receipt();
        }
        case Delivery.Refused(String reason) -> {
          waitLonger();
          again();
        }
        case Delivery.Lost(String reason) -> again();
      }
    }
    return done;
  }

  private void again() {
    underWay.clear();
    tail.rewind();
  }

  private void waitLonger() {
    waits = true;
    waitUntilNanos = nanoClock.getAsLong() + refusals.nextNanos();
  }

  ChunkReceipt message(ReceiptTail.Line receipt) {
    Instant at = receipt.at();
    ChunkReceipt.Builder message =
        ChunkReceipt.newBuilder()
            .setFormatVersion(FORMAT_VERSION)
            .setVehicle(vehicle)
            .setChunkId(receipt.chunkId())
            .setSealNumber(receipt.sealNumber())
            .setLastSequence(receipt.lastSequence())
            .setSha256(ByteString.copyFrom(HexFormat.of().parseHex(receipt.sha256())))
            .setProof(receipt.proof())
            .setEtag(receipt.etag())
            .setLocation(receipt.location())
            .setReceivedHostNanos(at.getEpochSecond() * 1_000_000_000L + at.getNano());
    if (!ChunkId.isRecording(receipt.chunkId())) {
      message.setZone(
          Zone.newBuilder()
              .setCrs(receipt.zone().crs())
              .setCellMetres(receipt.zone().cellMetres())
              .setColumn(receipt.zone().column())
              .setRow(receipt.zone().row()));
    }
    return message.build();
  }
}
