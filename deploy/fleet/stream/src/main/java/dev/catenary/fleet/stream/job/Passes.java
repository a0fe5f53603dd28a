package dev.catenary.fleet.stream.job;

import dev.catenary.fleet.stream.frame.MapFrames;
import dev.catenary.fleet.stream.pass.Look;
import dev.catenary.fleet.stream.pass.Tracker;
import dev.catenary.proto.message.CellFinding;
import dev.catenary.proto.message.FleetAlert;
import dev.catenary.proto.message.FleetEvent;
import dev.catenary.proto.message.FleetFinding;
import dev.catenary.proto.message.HostClockCorrection;
import dev.catenary.proto.message.ZoneEvent;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/** State of one cell: the newest of its events, and what was last said of its findings. */
final class Passes extends KeyedProcessFunction<String, Tuple2<String, FleetEvent>, FleetFinding> {
  private static final long serialVersionUID = 1;

  /** Side output of violations that are raised or withdrawn. */
  static final OutputTag<FleetAlert> ALERTS =
      new OutputTag<>("alerts", new MessageType<>(FleetAlert.class));

  /** Passes over one zone that are kept; of more the oldest go. */
  private static final int PASSES_MAX = 64;

  @SuppressWarnings("NullAway.Init")
  private transient MapState<String, FleetEvent> events;

  @SuppressWarnings("NullAway.Init")
  private transient MapState<String, CellFinding> said;

  private transient MapFrames frames = new MapFrames();

  @Override
  public void open(OpenContext context) {
    frames = new MapFrames();
    events =
        getRuntimeContext()
            .getMapState(
                new MapStateDescriptor<>(
                    "events", Types.STRING, new MessageType<>(FleetEvent.class)));
    said =
        getRuntimeContext()
            .getMapState(
                new MapStateDescriptor<>(
                    "said", Types.STRING, new MessageType<>(CellFinding.class)));
  }

  @Override
  public void processElement(
      Tuple2<String, FleetEvent> copy, Context context, Collector<FleetFinding> out)
      throws Exception {
    FleetEvent event = copy.f1;
    String id = event.getEvent().getVehicle() + "/" + event.getEvent().getEventId();
    FleetEvent before = events.get(id);
    if (before != null && Newest.order(before.getEvent()) >= Newest.order(event.getEvent())) {
      return;
    }
    events.put(id, event);
    List<Look> looks = looks();
    Map<String, CellFinding> state = new HashMap<>();
    for (Map.Entry<String, CellFinding> entry : said.entries()) {
      state.put(entry.getKey(), entry.getValue());
    }
    CellKey key = CellKey.parse(context.getCurrentKey());
    CellReport report =
        new CellReport(key, Tracker.follow(key.cell(), looks), state, event.getReceivedNanos());
    for (Map.Entry<String, CellFinding> entry : report.changed().entrySet()) {
      said.put(entry.getKey(), entry.getValue());
    }
    report.findings().forEach(out::collect);
    report.alerts().forEach(alert -> context.output(ALERTS, alert));
  }

  /** The events of the cell, at most so many of each zone. */
  private List<Look> looks() throws Exception {
    Map<String, List<Look>> byZone = new LinkedHashMap<>();
    for (FleetEvent event : events.values()) {
      look(event)
          .ifPresent(
              look ->
                  byZone.computeIfAbsent(zone(look.event()), any -> new ArrayList<>()).add(look));
    }
    List<Look> looks = new ArrayList<>();
    for (List<Look> zone : byZone.values()) {
      zone.sort(Comparator.comparingLong(Look::lastNanos));
      while (zone.size() > PASSES_MAX) {
        ZoneEvent oldest = zone.remove(0).event();
        events.remove(oldest.getVehicle() + "/" + oldest.getEventId());
      }
      looks.addAll(zone);
    }
    return looks;
  }

  private static String zone(ZoneEvent event) {
    return event.getZone().getCrs()
        + event.getZone().getCellMetres()
        + "m"
        + event.getZone().getColumn()
        + ","
        + event.getZone().getRow();
  }

  private java.util.Optional<Look> look(FleetEvent event) {
    ZoneEvent zone = event.getEvent();
    HostClockCorrection right = zone.getHostClockCorrection();
    boolean corrected = zone.hasHostClockCorrection();
    return frames
        .of(zone.getZone().getCrs())
        .map(
            frame ->
                new Look(
                    zone,
                    frame,
                    corrected ? right.getFirstHostNanos() : zone.getFirstHostNanos(),
                    corrected ? right.getLastHostNanos() : zone.getLastHostNanos(),
                    event.getReceivedNanos()));
  }
}
