package dev.catenary.fleet.stream.job;

import dev.catenary.fleet.stream.frame.Cell;
import dev.catenary.fleet.stream.frame.GeoPlace;
import dev.catenary.fleet.stream.frame.MapFrames;
import dev.catenary.proto.message.FleetEvent;
import dev.catenary.proto.message.Zone;
import java.util.LinkedHashSet;
import java.util.Set;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichFlatMapFunction;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.SimpleCounter;
import org.apache.flink.util.Collector;

/**
 * Copies of an event for each cell that its zone or its findings touch. An event whose place cannot
 * be told is counted ({@code unplaced}).
 */
final class ToCells extends RichFlatMapFunction<FleetEvent, Tuple2<String, FleetEvent>> {
  private static final long serialVersionUID = 1;

  /** Less than a cell less its halo, so that no cell is stepped over. */
  private static final double STEP_METRES = 32;

  /** Zones are 8 to 128 m. */
  private static final int ZONE_METRES_MAX = 1024;

  private static final int CELLS_MAX = 256;

  private transient MapFrames frames = new MapFrames();
  private transient Counter unplaced = new SimpleCounter();

  @Override
  public void open(OpenContext context) {
    frames = new MapFrames();
    unplaced = getRuntimeContext().getMetricGroup().counter("unplaced");
  }

  @Override
  public void flatMap(FleetEvent event, Collector<Tuple2<String, FleetEvent>> out) {
    Zone zone = event.getEvent().getZone();
    MapFrames.Frame frame = frames.of(zone.getCrs()).orElse(null);
    if (frame == null || zone.getCellMetres() <= 0 || zone.getCellMetres() > ZONE_METRES_MAX) {
      unplaced.inc();
      return;
    }
    Set<Cell> cells = new LinkedHashSet<>();
    zonePlaces(frame, zone, cells);
    event
        .getEvent()
        .getFindingsList()
        .forEach(
            finding ->
                add(
                    cells,
                    frame.place(finding.getWireEastingMetres(), finding.getWireNorthingMetres())));
    if (cells.isEmpty() || cells.size() > CELLS_MAX) {
      unplaced.inc();
      return;
    }
    String datum = MapFrames.datum(zone.getCrs());
    for (Cell cell : cells) {
      out.collect(Tuple2.of(new CellKey(event.getOwner(), datum, cell).toString(), event));
    }
  }

  private static void zonePlaces(MapFrames.Frame frame, Zone zone, Set<Cell> cells) {
    int side = zone.getCellMetres();
    int steps = (int) Math.ceil(side / STEP_METRES);
    for (int i = 0; i <= steps; i++) {
      for (int j = 0; j <= steps; j++) {
        add(
            cells,
            frame.place(
                (double) zone.getColumn() * side + (double) i * side / steps,
                (double) zone.getRow() * side + (double) j * side / steps));
      }
    }
  }

  private static void add(Set<Cell> cells, GeoPlace place) {
    if (place.isValid()) {
      cells.addAll(Cell.around(place));
    }
  }
}
