package dev.catenary.fleet.stream.job;

import dev.catenary.proto.message.FleetEvent;
import dev.catenary.proto.message.ZoneEvent;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.SimpleCounter;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/** Lets an event pass when it is newer than all of its id, by final and then by revision. */
final class Newest extends KeyedProcessFunction<String, FleetEvent, FleetEvent> {
  private static final long serialVersionUID = 1;

  @SuppressWarnings("NullAway.Init")
  private transient ValueState<Long> newest;

  private transient Counter repeated = new SimpleCounter();

  @Override
  public void open(OpenContext context) {
    newest = getRuntimeContext().getState(new ValueStateDescriptor<>("newest", Types.LONG));
    repeated = getRuntimeContext().getMetricGroup().counter("repeated");
  }

  @Override
  public void processElement(FleetEvent event, Context context, Collector<FleetEvent> out)
      throws Exception {
    long order = order(event.getEvent());
    Long before = newest.value();
    if (before != null && before >= order) {
      repeated.inc();
      return;
    }
    newest.update(order);
    out.collect(event);
  }

  /** Rises with final, and among equals with the revision. */
  static long order(ZoneEvent event) {
    return (event.getFinal() ? 1L << 32 : 0) + Integer.toUnsignedLong(event.getRevision());
  }
}
