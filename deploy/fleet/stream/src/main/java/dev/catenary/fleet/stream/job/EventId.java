package dev.catenary.fleet.stream.job;

import dev.catenary.proto.message.FleetEvent;
import org.apache.flink.api.java.functions.KeySelector;

/** Key of an event: its vehicle and its id. */
final class EventId implements KeySelector<FleetEvent, String> {
  private static final long serialVersionUID = 1;

  @Override
  public String getKey(FleetEvent event) {
    return event.getEvent().getVehicle() + "/" + event.getEvent().getEventId();
  }
}
