package dev.catenary.uplink.iot;

import dev.catenary.proto.message.ChainLinkReport;
import dev.catenary.proto.message.DeviceReport;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Publishes how the vehicle is: after each connection, at a set pace, and when a link of the chain
 * changes its condition. Only the newest counts, so none is kept.
 */
final class ReportPublisher {
  private static final long LOOK_NANOS = Duration.ofSeconds(1).toNanos();

  private final Supplier<DeviceReport> reports;
  private final String topic;
  private final long paceNanos;
  private final LongSupplier nanoClock;
  private @Nullable CompletableFuture<Delivery> underWay;
  private int connection;
  private long lookAtNanos;
  private long dueNanos;
  private List<String> told = List.of();

  ReportPublisher(
      Supplier<DeviceReport> reports, String topic, Duration pace, LongSupplier nanoClock) {
    this.reports = reports;
    this.topic = topic;
    this.paceNanos = pace.toNanos();
    this.nanoClock = nanoClock;
    this.lookAtNanos = nanoClock.getAsLong();
    this.dueNanos = lookAtNanos;
  }

  int step(BrokerLine line) {
    CompletableFuture<Delivery> last = underWay;
    long now = nanoClock.getAsLong();
    LineState state = line.state();
    boolean isNew = state.connections() != connection;
    if (!state.up() || (last != null && !last.isDone()) || (!isNew && now - lookAtNanos < 0)) {
      return 0;
    }
    lookAtNanos = now + LOOK_NANOS;
    DeviceReport report = reports.get();
    List<String> conditions =
        report.getLinksList().stream().map(ChainLinkReport::getCondition).toList();
    if (!isNew && now - dueNanos < 0 && conditions.equals(told)) {
      return 0;
    }
    connection = state.connections();
    dueNanos = now + paceNanos;
    told = conditions;
    underWay = line.publish(topic, report.toByteArray());
    return 1;
  }
}
