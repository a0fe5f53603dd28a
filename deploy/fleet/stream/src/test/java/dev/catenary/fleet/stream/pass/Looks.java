package dev.catenary.fleet.stream.pass;

import dev.catenary.fleet.stream.frame.MapFrames;
import dev.catenary.proto.message.Finding;
import dev.catenary.proto.message.Span;
import dev.catenary.proto.message.Zone;
import dev.catenary.proto.message.ZoneEvent;

/**
 * Made events on zones of 32 m of UTM zone 55 south. The wire runs from west to east through the
 * middle of a zone at 20 m, so that a place is told by its easting alone.
 */
public final class Looks {
  /** West border of the first zone. */
  public static final double WEST_METRES = 700_064;

  private static final String CRS = "EPSG:32755";
  private static final MapFrames.Frame FRAME = new MapFrames().of(CRS).orElseThrow();
  private static final int SIDE = 32;
  private static final int COLUMN = 21_877;
  private static final int ROW = 181_250;
  private static final double WIRE_NORTHING_METRES = ROW * 32.0 + 16;
  private static final long YEAR_NANOS = 31_557_600_000_000_000L;
  private static final long FIRST_NANOS = 1_780_000_000_000_000_000L;

  private final ZoneEvent.Builder event = ZoneEvent.newBuilder();

  private Looks() {}

  /**
   * A final event of good quality that saw the wire.
   *
   * @param zone 0 for the first zone, 1 for that east of it
   * @param years after the first pass
   */
  public static Looks zone(int zone, double years) {
    Looks looks = new Looks();
    long time = FIRST_NANOS + (long) (years * YEAR_NANOS) + zone * 1_000_000_000L;
    looks
        .event
        .setEventId("z" + zone + "-" + years)
        .setRevision(1)
        .setFinal(true)
        .setVehicle("drone-1")
        .setMission("m-" + years)
        .setZone(
            Zone.newBuilder().setCrs(CRS).setCellMetres(SIDE).setColumn(COLUMN + zone).setRow(ROW))
        .setFirstHostNanos(time)
        .setLastHostNanos(time)
        .setTimeQuality("PPS_NMEA")
        .setPoseQuality("RTK_FIXED")
        .addSpans(
            Span.newBuilder()
                .setNumber(1)
                .setAnchorEastingMetres(WEST_METRES - 100)
                .setAnchorNorthingMetres(WIRE_NORTHING_METRES)
                .setHeadingEast(1)
                .setToMetres(400));
    return looks;
  }

  /** A tree beside the wire, at this many metres east of the first zone's border. */
  public Looks tree(double eastMetres, double loadedMetres) {
    return near(5, eastMetres, loadedMetres);
  }

  /** An obstacle of a class; the rule asks for 2.5 m, errors are 0.1 m. */
  public Looks near(int obstacleClass, double eastMetres, double loadedMetres) {
    event.addFindings(
        Finding.newBuilder()
            .setSpan(1)
            .setObstacleClass(obstacleClass)
            .setEastingMetres(WEST_METRES + eastMetres)
            .setNorthingMetres(WIRE_NORTHING_METRES + 1)
            .setHeightMetres(18)
            .setWireEastingMetres(WEST_METRES + eastMetres)
            .setWireNorthingMetres(WIRE_NORTHING_METRES)
            .setWireHeightMetres(20)
            .setDistanceMetres(loadedMetres + 0.2)
            .setLoadedDistanceMetres(loadedMetres)
            .setRequiredMetres(2.5)
            .setErrorMetres(0.1)
            .setViolation(loadedMetres < 2.5)
            .setRule("trees"));
    return this;
  }

  /** Anything else of the event. */
  public Looks but(java.util.function.Consumer<ZoneEvent.Builder> change) {
    change.accept(event);
    return this;
  }

  public ZoneEvent event() {
    return event.build();
  }

  public Look look() {
    ZoneEvent made = event.build();
    return new Look(made, FRAME, made.getFirstHostNanos(), made.getLastHostNanos(), 0);
  }
}
