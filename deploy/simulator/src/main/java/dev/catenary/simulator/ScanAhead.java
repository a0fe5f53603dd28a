package dev.catenary.simulator;

import dev.catenary.simulator.scan.Returns;
import dev.catenary.simulator.scan.Scanner;
import dev.catenary.simulator.truth.Tally;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Scans packets ahead of their sending, on threads of its own, and hands them out in their order.
 * Worker k of n scans the packets k, n + k, 2 n + k and so on into slots that go round between it
 * and the sender, so memory is bounded by what is scanned ahead.
 */
final class ScanAhead implements AutoCloseable {
  private final List<Worker> workers = new ArrayList<>();
  private final long packets;
  private long next;

  /** One packet and what it truly holds. */
  static final class Slot {
    final byte[] packet;

    /** Only where the truth is kept point by point. */
    final @Nullable Returns returns;

    final Tally tally = new Tally();

    private Slot(int packetLength, @Nullable Returns returns) {
      this.packet = new byte[packetLength];
      this.returns = returns;
    }
  }

  /**
   * @param scanners gives each worker its own
   * @param slots packets to scan ahead
   * @param truth whether slots keep the returns
   */
  ScanAhead(Supplier<Scanner> scanners, int threads, long packets, int slots, boolean truth) {
    this.packets = packets;
    int each = (int) Math.max(2, Math.min(slots, packets) / threads + 1);
    for (int i = 0; i < threads; i++) {
      workers.add(new Worker(scanners.get(), i, threads, packets, each, truth));
    }
    workers.forEach(worker -> worker.thread.start());
  }

  /** Waits until as much is scanned ahead as there is room for. */
  void awaitFull() throws InterruptedException {
    for (Worker worker : workers) {
      while (worker.thread.isAlive() && !worker.free.isEmpty()) {
        Thread.sleep(5);
      }
    }
  }

  /**
   * The next packet; give it back when it has been sent.
   *
   * @throws IllegalStateException when scanning has failed, with the cause
   */
  Slot take() throws InterruptedException {
    if (next >= packets) {
      throw new IllegalStateException("found no packet left of " + packets);
    }
    Worker worker = worker();
    Slot slot = worker.full.take();
    if (slot.packet.length == 0) {
      throw new IllegalStateException("the scan of packet " + next + " failed", worker.failure);
    }
    return slot;
  }

  /** Gives the taken packet's room back, and goes on to the next. */
  void giveBack(Slot slot) {
    worker().free.add(slot);
    next++;
  }

  private Worker worker() {
    return workers.get((int) (next % workers.size()));
  }

  /** Tells the workers to stop after the packet that they are at. */
  @Override
  public void close() {
    workers.forEach(worker -> worker.thread.interrupt());
  }

  private static final class Worker implements Runnable {
    private final Scanner scanner;
    private final long first;
    private final long step;
    private final long end;
    private final BlockingQueue<Slot> free;
    private final BlockingQueue<Slot> full;
    private final Returns scratch;
    private final Slot broken = new Slot(0, null);
    private final Thread thread;
    private volatile @Nullable Throwable failure;

    private Worker(Scanner scanner, long first, long step, long end, int slots, boolean truth) {
      this.scanner = scanner;
      this.first = first;
      this.step = step;
      this.end = end;
      this.free = new ArrayBlockingQueue<>(slots);
      this.full = new ArrayBlockingQueue<>(slots + 1);
      this.scratch = new Returns(scanner.returnsPerPacketMax());
      for (int i = 0; i < slots; i++) {
        Returns returns = truth ? new Returns(scanner.returnsPerPacketMax()) : null;
        free.add(new Slot(scanner.packetLength(), returns));
      }
      this.thread = Thread.ofPlatform().name("scan-" + first).daemon().unstarted(this);
    }

    @Override
    public void run() {
      try {
        for (long number = first; number < end; number += step) {
          Slot slot = free.take();
          Returns returns = slot.returns == null ? scratch : slot.returns;
          scanner.scan(number, slot.packet, returns);
          slot.tally.clear();
          slot.tally.add(returns);
          full.put(slot);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } catch (RuntimeException | Error e) {
        failure = e;
        full.add(broken);
      }
    }
  }
}
