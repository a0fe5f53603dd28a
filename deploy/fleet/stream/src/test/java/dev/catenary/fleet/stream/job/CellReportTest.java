package dev.catenary.fleet.stream.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.catenary.fleet.stream.frame.Cell;
import dev.catenary.fleet.stream.frame.GeoPlace;
import dev.catenary.fleet.stream.frame.MapFrames;
import dev.catenary.fleet.stream.pass.Look;
import dev.catenary.fleet.stream.pass.Looks;
import dev.catenary.fleet.stream.pass.Tracker;
import dev.catenary.proto.message.CellFinding;
import dev.catenary.proto.message.FleetAlert;
import dev.catenary.proto.message.FleetFinding;
import dev.catenary.proto.message.PassState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CellReportTest {
  private static final MapFrames.Frame FRAME = new MapFrames().of("EPSG:32755").orElseThrow();

  private final Map<Cell, Map<String, CellFinding>> states = new HashMap<>();
  private final List<FleetFinding> said = new ArrayList<>();
  private final List<FleetAlert> alerts = new ArrayList<>();

  private void tell(Cell cell, Looks... looks) {
    Map<String, CellFinding> state = states.computeIfAbsent(cell, any -> new HashMap<>());
    List<Look> all = Stream.of(looks).map(Looks::look).toList();
    CellReport report =
        new CellReport(new CellKey("east", "WGS84", cell), Tracker.follow(cell, all), state, 7);
    state.putAll(report.changed());
    said.addAll(report.findings());
    alerts.addAll(report.alerts());
  }

  private static Cell cellAt(double eastMetres) {
    return Cell.of(FRAME.place(Looks.WEST_METRES + eastMetres, 181_250 * 32.0 + 16));
  }

  @Test
  void aRepeatSaysNothingAndAChangeIsTheNextVersion() {
    Looks first = Looks.zone(0, 0).tree(16, 4.0);
    tell(cellAt(16), first);
    tell(cellAt(16), first);
    assertThat(said).hasSize(1);
    tell(cellAt(16), first, Looks.zone(0, 1).tree(16, 3.0));
    assertThat(said).extracting(FleetFinding::getVersion).containsExactly(1L, 2L);
    assertThat(said)
        .extracting(FleetFinding::getFindingId)
        .containsOnly(said.get(0).getFindingId());
    assertThat(alerts).isEmpty();
  }

  @Test
  void aViolationIsRaisedOnceAndWithdrawnWhenItIsCut() {
    Looks first = Looks.zone(0, 0).tree(16, 2.0);
    Looks again = Looks.zone(0, 1).tree(16, 1.5);
    tell(cellAt(16), first);
    tell(cellAt(16), first, again);
    assertThat(alerts).hasSize(1);
    assertThat(alerts.get(0).getWithdrawn()).isFalse();
    tell(cellAt(16), first, again, Looks.zone(0, 2));
    assertThat(alerts).hasSize(2);
    assertThat(alerts.get(1).getWithdrawn()).isTrue();
    assertThat(alerts.get(1).getAlertId()).isEqualTo(alerts.get(0).getAlertId());
    assertThat(said.get(2).getState()).isEqualTo(PassState.PASS_GONE);
  }

  @Test
  void aRevisionThatLeavesAFindingOutWithdrawsIt() {
    tell(cellAt(16), Looks.zone(0, 0).tree(16, 2.0).but(event -> event.setFinal(false)));
    tell(cellAt(16), Looks.zone(0, 0));
    assertThat(said).extracting(FleetFinding::getState).last().isEqualTo(PassState.PASS_WITHDRAWN);
    assertThat(alerts).extracting(FleetAlert::getWithdrawn).containsExactly(false, true);
  }

  @Test
  void atTheBorderOfTwoCellsOneOfThemSpeaks() {
    double border = 0;
    while (cellAt(border).equals(cellAt(border + 0.05))) {
      border += 0.05;
    }
    Cell west = cellAt(border);
    Cell east = cellAt(border + 0.1);
    assertThat(east).isEqualTo(new Cell(west.row(), west.column() + 1));
    int zone = (int) (border / 32);
    Looks first = Looks.zone(zone, 0).tree(border - 0.5, 4.0);
    Looks again = Looks.zone(zone, 1).tree(border + 0.5, 3.0);
    for (Cell cell : List.of(west, east)) {
      tell(cell, first);
      tell(cell, first, again);
    }
    // Two versions by the western cell alone, though the second was seen in the eastern one.
    assertThat(said).extracting(FleetFinding::getVersion).containsExactly(1L, 2L);
    assertThat(said)
        .extracting(FleetFinding::getFindingId)
        .containsOnly(said.get(0).getFindingId());
    assertThat(
            Cell.of(
                new GeoPlace(said.get(1).getLongitudeDegrees(), said.get(1).getLatitudeDegrees())))
        .isEqualTo(east);
    // Whatever order the cells run in: the shadow in the other cell has the same id.
    assertThat(states.get(east).keySet()).isEqualTo(states.get(west).keySet());
  }
}
