package dev.catenary.uplink.iot;

import dev.catenary.uplink.transfer.Backoff;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.tinylog.Logger;

/**
 * Publishes the vehicle's newest signed report on its software until the broker has taken it, and
 * after each start once more. Older ones are not kept: their numbers say which is newer.
 */
final class SignedReportPublisher {
  private static final long LOOK_NANOS = 1_000_000_000L;

  private final Supplier<byte[]> newest;
  private final LongSupplier nanoClock;
  private final Backoff refusals;
  private byte[] taken = {};
  private byte[] sending = {};
  private @Nullable CompletableFuture<Delivery> underWay;
  private long atNanos;

  /**
   * A publisher.
   *
   * @param newest report as it is sent; no bytes where there is none
   */
  SignedReportPublisher(Supplier<byte[]> newest, LongSupplier nanoClock, Backoff refusals) {
    this.newest = newest;
    this.nanoClock = nanoClock;
    this.refusals = refusals;
    this.atNanos = nanoClock.getAsLong();
  }

  /**
   * Takes the answer in, and sends what is due.
   *
   * @param send publishes to the reports' topic
   */
  int step(boolean isUp, Function<byte[], CompletableFuture<Delivery>> send) {
    CompletableFuture<Delivery> answer = underWay;
    if (answer != null) {
      if (!answer.isDone()) {
        return 0;
      }
      underWay = null;
      settle(answer.join());
      return 1;
    }
    long now = nanoClock.getAsLong();
    if (!isUp || now - atNanos < 0) {
      return 0;
    }
    atNanos = now + LOOK_NANOS;
    byte[] report = newest.get();
    if (report.length == 0 || Arrays.equals(report, taken)) {
      return 0;
    }
    sending = report;
    underWay = send.apply(report);
    return 1;
  }

  private void settle(Delivery delivery) {
    switch (delivery) {
      case Delivery.Taken() -> {
        taken = sending;
        refusals.succeeded();
      }
      case Delivery.Refused(String reason) -> {
        atNanos = nanoClock.getAsLong() + refusals.nextNanos();
        Logger.warn("the broker refuses the signed report: {}; it is tried again", reason);
      }
      case Delivery.Lost(String reason) -> {}
    }
  }
}
