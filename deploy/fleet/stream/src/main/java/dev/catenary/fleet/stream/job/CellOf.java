package dev.catenary.fleet.stream.job;

import dev.catenary.proto.message.FleetEvent;
import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.api.java.tuple.Tuple2;

/** Key of a copy: its cell. */
final class CellOf implements KeySelector<Tuple2<String, FleetEvent>, String> {
  private static final long serialVersionUID = 1;

  @Override
  public String getKey(Tuple2<String, FleetEvent> copy) {
    return copy.f0;
  }
}
