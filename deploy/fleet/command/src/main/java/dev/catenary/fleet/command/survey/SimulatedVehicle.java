package dev.catenary.fleet.command.survey;

import dev.catenary.proto.message.Finding;
import dev.catenary.proto.message.PassState;
import dev.catenary.proto.message.Span;
import dev.catenary.proto.message.Zone;
import dev.catenary.proto.message.ZoneEvent;
import dev.catenary.proto.message.ZoneSeen;
import dev.catenary.proto.message.ZonesSeen;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A vehicle that flies its own straight line twice, a year apart. Each zone has one tree beside the
 * wire. In the second year a fifth of the trees have grown, a fifth are as before, a fifth are cut,
 * a fifth are pruned, and a fifth of the zones are not flown.
 */
final class SimulatedVehicle {
  private static final String CRS = "EPSG:32755";
  private static final int SIDE_METRES = 32;
  private static final int FIRST_COLUMN = 15_625;
  private static final int FIRST_ROW = 181_250;

  /** Lines are a kilometre apart. */
  private static final int ROWS_APART = 32;

  private static final double REQUIRED_METRES = 2.5;
  private static final double ERROR_METRES = 0.1;
  private static final long FIRST_NANOS = 1_750_000_000_000_000_000L;
  private static final long YEAR_NANOS = 31_557_600_000_000_000L;
  private static final double REPEATS = 0.25;

  private final String name;
  private final int row;
  private final int zones;
  private long events;

  SimulatedVehicle(int number, int zones) {
    this.name = "simulated-" + number;
    this.row = FIRST_ROW + number * ROWS_APART;
    this.zones = zones;
  }

  /** Fate of a zone's tree in the second year. */
  private static PassState fate(int zone) {
    return switch (zone % 5) {
      case 0 -> PassState.PASS_WORSE;
      case 1 -> PassState.PASS_STILL;
      case 2 -> PassState.PASS_GONE;
      case 3 -> PassState.PASS_UNSEEN;
      default -> PassState.PASS_BETTER;
    };
  }

  private static double firstMetres(int zone) {
    return zone % 3 == 0 ? 2.0 : 3.5;
  }

  private static double lastMetres(int zone) {
    return switch (fate(zone)) {
      case PASS_WORSE -> firstMetres(zone) - 0.5;
      case PASS_BETTER -> firstMetres(zone) + 0.6;
      default -> firstMetres(zone);
    };
  }

  /** Rows of its findings in the end. */
  List<Expected> expected() {
    List<Expected> rows = new ArrayList<>();
    for (int zone = 0; zone < zones; zone++) {
      boolean twice = fate(zone) != PassState.PASS_GONE && fate(zone) != PassState.PASS_UNSEEN;
      rows.add(
          new Expected(
              slug(zone),
              fate(zone),
              lastMetres(zone) < REQUIRED_METRES ? 0 : 1,
              lastMetres(zone),
              twice ? 2 : 1));
    }
    return rows;
  }

  /** Number of violations that are told of. */
  int raised() {
    return count(zone -> firstMetres(zone) < REQUIRED_METRES);
  }

  /** Number of them that are taken back. */
  int withdrawn() {
    return count(
        zone ->
            firstMetres(zone) < REQUIRED_METRES
                && (fate(zone) == PassState.PASS_GONE || lastMetres(zone) >= REQUIRED_METRES));
  }

  private int count(java.util.function.IntPredicate which) {
    int count = 0;
    for (int zone = 0; zone < zones; zone++) {
      count += which.test(zone) ? 1 : 0;
    }
    return count;
  }

  /** All messages, in the order they are sent: repeats and late older revisions among them. */
  List<Sent> messages(Random random) {
    List<Sent> messages = new ArrayList<>();
    for (int pass = 0; pass < 2; pass++) {
      for (int zone = 0; zone < zones; zone++) {
        if (pass == 1 && fate(zone) == PassState.PASS_UNSEEN) {
          continue;
        }
        add(messages, pass, zone);
        while (random.nextDouble() < REPEATS / (1 + REPEATS)) {
          Sent old = messages.get(random.nextInt(messages.size()));
          messages.add(new Sent(old.vehicle(), old.kind(), old.payload(), false));
        }
      }
    }
    return messages;
  }

  private void add(List<Sent> messages, int pass, int zone) {
    if (pass == 1 && fate(zone) == PassState.PASS_GONE) {
      messages.add(new Sent(name, "seen", seen(pass, zone).toByteArray(), true));
      return;
    }
    double metres = pass == 0 ? firstMetres(zone) : lastMetres(zone);
    if (metres < REQUIRED_METRES) {
      // As vehicles do: told early, when the zone still gathers points, and nearer than it is.
      messages.add(event(pass, zone, metres - 0.05, 1, false));
    }
    messages.add(event(pass, zone, metres, 2, true));
  }

  private Sent event(int pass, int zone, double metres, int revision, boolean isFinal) {
    double easting = (FIRST_COLUMN + zone + 0.5) * SIDE_METRES;
    double northing = (row + 0.5) * SIDE_METRES;
    long time = timeNanos(pass, zone);
    ZoneEvent event =
        ZoneEvent.newBuilder()
            .setFormatVersion(1)
            .setEventId(eventId(pass, zone))
            .setRevision(revision)
            .setFinal(isFinal)
            .setVehicle(name)
            .setMission("year-" + (pass + 1))
            .setMissionLabel("simulated survey, year " + (pass + 1))
            .setEventNumber(++events)
            .setZone(zone(zone))
            .setRank(metres < REQUIRED_METRES ? 0 : 1)
            .setClassifier("simulated")
            .setRulesVersion("simulated-1")
            .setSoftwareVersion("simulated")
            .setTimeQuality("PPS_NMEA")
            .setPoseQuality("RTK_FIXED")
            .setFirstHostNanos(time)
            .setLastHostNanos(time + 1_000_000_000L)
            .setMadeHostNanos(time + 2_000_000_000L)
            .addSpans(span())
            .addFindings(
                Finding.newBuilder()
                    .setSpan(1)
                    .setObstacleClass(5)
                    .setEastingMetres(easting)
                    .setNorthingMetres(northing + 1)
                    .setHeightMetres(17)
                    .setWireEastingMetres(easting)
                    .setWireNorthingMetres(northing)
                    .setWireHeightMetres(20)
                    .setDistanceMetres(metres + 0.3)
                    .setLoadedDistanceMetres(metres)
                    .setRequiredMetres(REQUIRED_METRES)
                    .setErrorMetres(ERROR_METRES)
                    .setViolation(metres < REQUIRED_METRES)
                    .setRule("vegetation")
                    .setRulesVersion("simulated-1"))
            .build();
    return new Sent(name, "events", Sealed.bytes(event), true);
  }

  private ZonesSeen seen(int pass, int zone) {
    return ZonesSeen.newBuilder()
        .setFormatVersion(1)
        .setVehicle(name)
        .setMission("year-" + (pass + 1))
        .addZones(
            ZoneSeen.newBuilder()
                .setEventId(eventId(pass, zone))
                .setRevision(1)
                .setZone(zone(zone))
                .setRank(1)
                .setFirstHostNanos(timeNanos(pass, zone))
                .setLastHostNanos(timeNanos(pass, zone) + 1_000_000_000L)
                .setTimeQuality("PPS_NMEA")
                .setPoseQuality("RTK_FIXED")
                .addSpans(span()))
        .build();
  }

  private static long timeNanos(int pass, int zone) {
    return FIRST_NANOS + pass * YEAR_NANOS + zone * 4_000_000_000L;
  }

  private String eventId(int pass, int zone) {
    return slug(zone) + "-year-" + (pass + 1) + "-" + zone;
  }

  private Zone zone(int zone) {
    return Zone.newBuilder()
        .setCrs(CRS)
        .setCellMetres(SIDE_METRES)
        .setColumn(FIRST_COLUMN + zone)
        .setRow(row)
        .build();
  }

  private String slug(int zone) {
    return "epsg32755-" + SIDE_METRES + "m-" + (FIRST_COLUMN + zone) + "-" + row;
  }

  private Span span() {
    return Span.newBuilder()
        .setNumber(1)
        .setAnchorEastingMetres((double) FIRST_COLUMN * SIDE_METRES)
        .setAnchorNorthingMetres((row + 0.5) * SIDE_METRES)
        .setHeadingEast(1)
        .setHeightMetres(20)
        .setToMetres((double) zones * SIDE_METRES)
        .setFromSeen(true)
        .setToSeen(true)
        .build();
  }
}
