package dev.catenary.fleet.stream.job;

import dev.catenary.fleet.stream.frame.Cell;
import dev.catenary.fleet.stream.frame.GeoPlace;
import dev.catenary.fleet.stream.pass.Observation;
import dev.catenary.fleet.stream.pass.Track;
import dev.catenary.proto.message.CellFinding;
import dev.catenary.proto.message.FleetAlert;
import dev.catenary.proto.message.FleetFinding;
import dev.catenary.proto.message.PassState;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Difference between what was last said of a cell's findings and what its tracks say now. A finding
 * keeps its id: it is the earlier one of its class and rule that was first seen nearest to it.
 */
final class CellReport {
  private static final int FORMAT_VERSION = 1;

  /** As the largest reach of a match. */
  private static final double SAME_METRES = 6;

  private final CellKey key;
  private final long receivedNanos;
  private final Map<String, CellFinding> state;
  private final List<FleetFinding> findings = new ArrayList<>();
  private final List<FleetAlert> alerts = new ArrayList<>();
  private final Map<String, CellFinding> changed = new LinkedHashMap<>();

  /**
   * @param state what was last said, by finding id; is not changed
   */
  CellReport(CellKey key, List<Track> tracks, Map<String, CellFinding> state, long receivedNanos) {
    this.key = key;
    this.state = state;
    this.receivedNanos = receivedNanos;
    Map<Track, CellFinding> known = known(tracks);
    for (Track track : tracks) {
      CellFinding before = known.get(track);
      say(before == null ? first(track) : before, FindingMessages.of(key, track));
    }
    for (CellFinding before : state.values()) {
      if (!known.containsValue(before)
          && before.getFinding().getState() != PassState.PASS_WITHDRAWN) {
        say(before, before.getFinding().toBuilder().setState(PassState.PASS_WITHDRAWN).build());
      }
    }
  }

  /** Findings that are to be said, in the cell that speaks for them. */
  List<FleetFinding> findings() {
    return findings;
  }

  List<FleetAlert> alerts() {
    return alerts;
  }

  /** State to be kept, by finding id. */
  Map<String, CellFinding> changed() {
    return changed;
  }

  private record Pair(Track track, CellFinding before, double metres) {}

  private Map<Track, CellFinding> known(List<Track> tracks) {
    List<Pair> pairs = new ArrayList<>();
    for (Track track : tracks) {
      for (CellFinding before : state.values()) {
        double metres = metres(track.anchor(), before);
        if (before.getFinding().getObstacleClass() == track.anchor().obstacleClass()
            && before.getFinding().getRule().equals(track.anchor().rule())
            && metres <= SAME_METRES) {
          pairs.add(new Pair(track, before, metres));
        }
      }
    }
    pairs.sort(
        Comparator.comparingDouble(Pair::metres)
            .thenComparing(pair -> pair.before.getFinding().getFindingId()));
    Map<Track, CellFinding> known = new LinkedHashMap<>();
    for (Pair pair : pairs) {
      if (!known.containsKey(pair.track) && !known.containsValue(pair.before)) {
        known.put(pair.track, pair.before);
      }
    }
    return known;
  }

  private double metres(Observation anchor, CellFinding before) {
    Cell cell = key.cell();
    GeoPlace place =
        new GeoPlace(before.getAnchorLongitudeDegrees(), before.getAnchorLatitudeDegrees());
    double height = anchor.wireHeightMetres() - before.getAnchorHeightMetres();
    return Math.hypot(
        Math.hypot(
            cell.xMetres(anchor.wire()) - cell.xMetres(place),
            cell.yMetres(anchor.wire()) - cell.yMetres(place)),
        height);
  }

  private CellFinding first(Track track) {
    Observation anchor = track.anchor();
    String name =
        String.join(
            "|",
            key.owner(),
            anchor.source().event().getVehicle(),
            anchor.source().event().getEventId(),
            anchor.rule(),
            String.valueOf(anchor.obstacleClass()),
            String.valueOf(anchor.span()));
    return CellFinding.newBuilder()
        .setAnchorLongitudeDegrees(anchor.wire().longitudeDegrees())
        .setAnchorLatitudeDegrees(anchor.wire().latitudeDegrees())
        .setAnchorHeightMetres(anchor.wireHeightMetres())
        .setFinding(
            FleetFinding.newBuilder()
                .setFindingId(
                    UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString()))
        .build();
  }

  private void say(CellFinding before, FleetFinding now) {
    FleetFinding last = before.getFinding();
    FleetFinding said =
        now.toBuilder()
            .setFormatVersion(FORMAT_VERSION)
            .setFindingId(last.getFindingId())
            .setVersion(last.getVersion())
            .setReceivedNanos(last.getReceivedNanos())
            .build();
    if (said.equals(last)) {
      return;
    }
    FleetFinding next =
        said.toBuilder().setVersion(last.getVersion() + 1).setReceivedNanos(receivedNanos).build();
    String alertId = before.getAlertId();
    boolean stands = stands(next);
    if (stands && alertId.isEmpty()) {
      alertId = next.getFindingId() + "-" + next.getVersion();
    }
    boolean speaks =
        Cell.of(new GeoPlace(before.getAnchorLongitudeDegrees(), before.getAnchorLatitudeDegrees()))
            .equals(key.cell());
    if (speaks) {
      findings.add(next);
      if (stands == before.getAlertId().isEmpty()) {
        alerts.add(
            FleetAlert.newBuilder()
                .setFormatVersion(FORMAT_VERSION)
                .setAlertId(alertId)
                .setWithdrawn(!stands)
                .setFinding(next)
                .build());
      }
    }
    changed.put(
        next.getFindingId(),
        before.toBuilder().setFinding(next).setAlertId(stands ? alertId : "").build());
  }

  /** True for a violation that is there as far as anybody has seen. */
  private static boolean stands(FleetFinding finding) {
    return finding.getRank() == 0
        && finding.getState() != PassState.PASS_GONE
        && finding.getState() != PassState.PASS_WITHDRAWN;
  }
}
