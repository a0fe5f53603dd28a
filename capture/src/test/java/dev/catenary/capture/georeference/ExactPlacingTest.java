package dev.catenary.capture.georeference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.catenary.capture.pose.FixedPose;
import dev.catenary.capture.pose.Pose;
import dev.catenary.capture.pose.PoseLookup;
import dev.catenary.proto.point.PointBatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.locationtech.proj4j.CRSFactory;
import org.locationtech.proj4j.CoordinateTransform;
import org.locationtech.proj4j.CoordinateTransformFactory;
import org.locationtech.proj4j.ProjCoordinate;

/**
 * The placing by scale, convergence and curvature beside the long way, point by point: body to
 * east-north-up by plain matrices, to ECEF, to latitude and longitude, to the map.
 */
class ExactPlacingTest {
  private static final double A = 6_378_137;
  private static final double F = 1 / 298.257223563;
  private static final double E2 = F * (2 - F);
  private static final float RANGE = 250;

  /** Near the central meridian, at a zone's edge, high, low, north and south. */
  @ParameterizedTest
  @CsvSource({
    "EPSG:32755, -37.5, 147.0, 120, 30, 0, 0",
    "EPSG:32755, -37.5, 144.1, 120, 200, 8, -5",
    "EPSG:7855, -42.9, 149.9, 900, 77, -15, 12",
    "EPSG:32633, 68.0, 12.1, 2500, 310, 3, 20",
    "EPSG:28992, 52.2, 6.8, 45, 135, -4, 6",
    "EPSG:3111, -36.4, 141.2, 300, 260, 10, -10",
    "EPSG:3577, -35.3, 149.1, 600, 15, -6, 4"
  })
  void pointsOfEveryDirectionLieWithinAMillimetreOfTheLongWay(
      String crs,
      double latitude,
      double longitude,
      double height,
      double heading,
      double roll,
      double pitch)
      throws Exception {
    MapFrame frame = MapFrame.of(crs);
    Pose pose = new Pose();
    frame.place(Math.toRadians(latitude), Math.toRadians(longitude), height, pose);
    pose.turn(Math.toRadians(roll), Math.toRadians(pitch), Math.toRadians(heading));
    PointBatch batch = everyDirection();

    PoseLookup lookup = new Georeferencer(new FixedPose(pose), Mount.NONE).place(batch);

    assertThat(lookup).isEqualTo(PoseLookup.COVERED);
    CRSFactory factory = new CRSFactory();
    CoordinateTransform project =
        new CoordinateTransformFactory()
            .createTransform(factory.createFromName("EPSG:4326"), factory.createFromName(crs));
    for (int i = 0; i < batch.size; i++) {
      double[] enu =
          eastNorthUp(
              batch.xSensorMetres[i],
              batch.ySensorMetres[i],
              batch.zSensorMetres[i],
              Math.toRadians(roll),
              Math.toRadians(pitch),
              Math.toRadians(heading));
      double[] place =
          geodetic(ecef(Math.toRadians(latitude), Math.toRadians(longitude), height, enu));
      ProjCoordinate there = new ProjCoordinate();
      project.transform(
          new ProjCoordinate(Math.toDegrees(place[1]), Math.toDegrees(place[0])), there);
      assertThat(batch.eastingMetres[i]).isCloseTo(there.x, within(0.001));
      assertThat(batch.northingMetres[i]).isCloseTo(there.y, within(0.001));
      assertThat(batch.heightMetres[i]).isCloseTo(place[2], within(0.001));
    }
  }

  /**
   * The sensor hangs 0.8 m ahead, 0.3 m to the right and 0.5 m below the position source and is
   * turned about all three axes; beside it the same one rotation after the other.
   */
  @Test
  void leverArmAndBoresightAreTheVehiclesOwn() throws Exception {
    Mount mount =
        new Mount(0.8, -0.3, -0.5, Math.toRadians(5), Math.toRadians(-25), Math.toRadians(170));
    Pose pose = new Pose();
    MapFrame frame = MapFrame.of("EPSG:7855");
    frame.place(Math.toRadians(-36.9), Math.toRadians(148.7), 700, pose);
    pose.turn(Math.toRadians(-7), Math.toRadians(11), Math.toRadians(222));
    PointBatch mounted = everyDirection();
    new Georeferencer(new FixedPose(pose), mount).place(mounted);

    PointBatch byHand = everyDirection();
    for (int i = 0; i < byHand.size; i++) {
      double[] rolled =
          turned(
              byHand.ySensorMetres[i],
              byHand.zSensorMetres[i],
              byHand.xSensorMetres[i],
              Math.toRadians(5));
      double[] pitched = turned(rolled[1], rolled[2], rolled[0], Math.toRadians(-25));
      double[] yawed = turned(pitched[1], pitched[2], pitched[0], Math.toRadians(170));
      byHand.xSensorMetres[i] = (float) (yawed[0] + 0.8);
      byHand.ySensorMetres[i] = (float) (yawed[1] - 0.3);
      byHand.zSensorMetres[i] = (float) (yawed[2] - 0.5);
    }
    new Georeferencer(new FixedPose(pose), Mount.NONE).place(byHand);

    for (int i = 0; i < mounted.size; i++) {
      assertThat(mounted.eastingMetres[i]).isCloseTo(byHand.eastingMetres[i], within(0.0005));
      assertThat(mounted.northingMetres[i]).isCloseTo(byHand.northingMetres[i], within(0.0005));
      assertThat(mounted.heightMetres[i]).isCloseTo(byHand.heightMetres[i], within(0.0005));
    }
  }

  /** Turns the first towards the second coordinate; the third is along the axis. */
  private static double[] turned(double first, double second, double along, double angle) {
    return new double[] {
      first * Math.cos(angle) - second * Math.sin(angle),
      first * Math.sin(angle) + second * Math.cos(angle),
      along
    };
  }

  /** A damaged packet may say any time; the batch is refused, not followed for years. */
  @Test
  void batchWhoseTimesLieYearsApartIsNotPlaced() {
    PointBatch batch = everyDirection();
    batch.sensorTimeNanos[7] = 100_000_000_000_000_000L;
    PoseLookup lookup = new Georeferencer(new FixedPose(new Pose()), Mount.NONE).place(batch);
    assertThat(lookup).isEqualTo(PoseLookup.GAP);
    assertThat(batch.inMapFrame).isFalse();
  }

  private static PointBatch everyDirection() {
    PointBatch batch = new PointBatch(13 * 24);
    for (int elevation = -90; elevation <= 90; elevation += 15) {
      for (int azimuth = 0; azimuth < 360; azimuth += 15) {
        double e = Math.toRadians(elevation);
        double a = Math.toRadians(azimuth);
        batch.xSensorMetres[batch.size] = (float) (RANGE * Math.cos(e) * Math.cos(a));
        batch.ySensorMetres[batch.size] = (float) (RANGE * Math.cos(e) * Math.sin(a));
        batch.zSensorMetres[batch.size] = (float) (RANGE * Math.sin(e));
        batch.size++;
      }
    }
    return batch;
  }

  /** Forward-left-up to forward-right-down, roll, pitch, heading one by one, north-east-down. */
  private static double[] eastNorthUp(
      double x, double y, double z, double roll, double pitch, double heading) {
    double forward = x;
    double right = -y;
    double down = -z;
    double right1 = right * Math.cos(roll) - down * Math.sin(roll);
    double down1 = right * Math.sin(roll) + down * Math.cos(roll);
    double forward2 = forward * Math.cos(pitch) + down1 * Math.sin(pitch);
    double down2 = -forward * Math.sin(pitch) + down1 * Math.cos(pitch);
    double north = forward2 * Math.cos(heading) - right1 * Math.sin(heading);
    double east = forward2 * Math.sin(heading) + right1 * Math.cos(heading);
    return new double[] {east, north, -down2};
  }

  private static double[] ecef(double latitude, double longitude, double height, double[] enu) {
    double sinLat = Math.sin(latitude);
    double cosLat = Math.cos(latitude);
    double sinLon = Math.sin(longitude);
    double cosLon = Math.cos(longitude);
    double n = A / Math.sqrt(1 - E2 * sinLat * sinLat);
    return new double[] {
      (n + height) * cosLat * cosLon
          - sinLon * enu[0]
          - sinLat * cosLon * enu[1]
          + cosLat * cosLon * enu[2],
      (n + height) * cosLat * sinLon
          + cosLon * enu[0]
          - sinLat * sinLon * enu[1]
          + cosLat * sinLon * enu[2],
      (n * (1 - E2) + height) * sinLat + cosLat * enu[1] + sinLat * enu[2]
    };
  }

  /** By iteration; converges to far below a micrometre near the surface. */
  private static double[] geodetic(double[] xyz) {
    double p = Math.hypot(xyz[0], xyz[1]);
    double latitude = Math.atan2(xyz[2], p * (1 - E2));
    double height = 0;
    for (int i = 0; i < 12; i++) {
      double sin = Math.sin(latitude);
      double n = A / Math.sqrt(1 - E2 * sin * sin);
      height = p * Math.cos(latitude) + xyz[2] * sin - A * A / n;
      latitude = Math.atan2(xyz[2], p * (1 - E2 * n / (n + height)));
    }
    return new double[] {latitude, Math.atan2(xyz[1], xyz[0]), height};
  }
}
