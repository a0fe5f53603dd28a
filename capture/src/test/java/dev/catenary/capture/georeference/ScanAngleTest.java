package dev.catenary.capture.georeference;

import static org.assertj.core.api.Assertions.assertThat;

import dev.catenary.capture.pose.FixedPose;
import dev.catenary.capture.pose.Pose;
import dev.catenary.proto.point.PointBatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Scan angles as LAS 1.4 R15, section 2.6, defines them. */
class ScanAngleTest {
  @ParameterizedTest
  @CsvSource({
    "0, -5, 0",
    "5, -5, 7500",
    "5, 0, 15000",
    "5, 5, 22500",
    "0, 5, 30000",
    "-5, -5, -7500",
    "-5, 0, -15000",
    "-5, 5, -22500",
    "0, 0, 0"
  })
  void downIsNoughtAndTheRightOfTravelPositive(double right, double up, int steps) {
    assertThat(ScanAngle.of(right, up)).isEqualTo((short) steps);
  }

  @Test
  void angleIsRightToOneStepAllAround() {
    for (double degrees = -179.99; degrees < 180; degrees += 0.0137) {
      double rad = Math.toRadians(degrees);
      int found = ScanAngle.of(Math.sin(rad) * 31, -Math.cos(rad) * 31);
      assertThat(Math.abs(found - degrees / 0.006)).isLessThan(0.62);
    }
  }

  /**
   * A vehicle that heads south-east and leans: the pulses are given in east, north and up, and
   * turned into its frame by hand. Roll and pitch must not show.
   */
  @ParameterizedTest
  @CsvSource({
    // East, north and up of the pulse; travel is to the south-east, its right the south-west.
    "0, 0, -20, 0",
    "-10, -10, 0, 15000",
    "10, 10, 0, -15000",
    "-10, -10, -14.1421356, 7500",
    "0, 0, 20, 30000",
    "10, -10, -5, 0"
  })
  void rollAndPitchAreTakenOut(double east, double north, double up, int steps) throws Exception {
    Pose pose = new Pose();
    MapFrame.of("EPSG:7855").place(Math.toRadians(-37), Math.toRadians(147), 100, pose);
    pose.turn(Math.toRadians(9), Math.toRadians(-6), Math.toRadians(135));
    PointBatch batch = new PointBatch(1);
    double[] body = inBody(east, north, up);
    batch.xSensorMetres[0] = (float) body[0];
    batch.ySensorMetres[0] = (float) body[1];
    batch.zSensorMetres[0] = (float) body[2];
    batch.size = 1;
    new Georeferencer(new FixedPose(pose), Mount.NONE).place(batch);
    // Half a turn is one direction with two signs.
    int found = steps == 30_000 ? Math.abs(batch.scanAngle[0]) : batch.scanAngle[0];
    assertThat(found).isBetween(steps - 3, steps + 3);
  }

  /** Undoes heading 135, pitch -6 and roll 9 degrees, one rotation after the other. */
  private static double[] inBody(double east, double north, double up) {
    double heading = Math.toRadians(135);
    double forward = east * Math.sin(heading) + north * Math.cos(heading);
    double left = -east * Math.cos(heading) + north * Math.sin(heading);
    double pitch = Math.toRadians(-6);
    double x = forward * Math.cos(pitch) + up * Math.sin(pitch);
    double z = -forward * Math.sin(pitch) + up * Math.cos(pitch);
    double roll = Math.toRadians(9);
    double y = left * Math.cos(roll) + z * Math.sin(roll);
    return new double[] {x, y, -left * Math.sin(roll) + z * Math.cos(roll)};
  }
}
