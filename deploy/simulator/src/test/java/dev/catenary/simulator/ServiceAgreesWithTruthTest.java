package dev.catenary.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.catenary.capture.georeference.Mount;
import dev.catenary.capture.ouster.OusterConfig;
import dev.catenary.capture.ouster.OusterDecoder;
import dev.catenary.capture.ouster.OusterMetadata;
import dev.catenary.capture.sensor.SensorDecoder;
import dev.catenary.capture.time.SensorTimeScale;
import dev.catenary.capture.velodyne.VelodyneConfig;
import dev.catenary.capture.velodyne.VelodyneDecoder;
import dev.catenary.proto.counter.DeviceCounter;
import dev.catenary.simulator.scan.Os1Metadata;
import dev.catenary.simulator.scan.Os1Settings;
import dev.catenary.simulator.scene.SceneKind;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The simulator's packets, through the service's own decoder, time tie, poses and projection, come
 * to lie where the truth file says: the two share no code.
 */
class ServiceAgreesWithTruthTest {
  /** Poses every 10 ms of a trembling vehicle, single precision in the decoder, millimetres. */
  private static final double NEAR_METRES = 0.008;

  /** Packets give azimuths to 0.01 degrees, rounded twice. */
  private static final double AZIMUTH_RAD = Math.toRadians(0.011);

  /** Lasers that fire together are set apart: 64 rows of an OS1-64 by 65 ns each. */
  private static final double APART_SECONDS = 2e-7 + 64 * 65e-9;

  private static final Mount BELOW_DRONE = new Mount(0.12, 0, -0.18, 0, Math.toRadians(90), 0);
  private static final Mount ON_CAR = new Mount(0.3, 0, 1.5, 0, Math.toRadians(60), 0);

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({"DRONE, true", "DRONE, false", "CAR, true", "CAR, false"})
  void eachPointOfTheVlp16LiesWhereTheTruthSays(SurveyPlan.Vehicle vehicle, boolean dual)
      throws Exception {
    SurveyPlan plan =
        Simulated.plan(SceneKind.SUBURB, SurveyPlan.SensorKind.VLP16, dual, vehicle, 1.5);
    VelodyneDecoder decoder = new VelodyneDecoder(VelodyneConfig.automatic());
    assertServiceAgrees(plan, decoder, SensorTimeScale.UTC_HOUR, AZIMUTH_RAD);
  }

  @ParameterizedTest
  @CsvSource({"DRONE, true", "DRONE, false", "CAR, true", "CAR, false"})
  void eachPointOfTheOs1LiesWhereTheTruthSays(SurveyPlan.Vehicle vehicle, boolean dual)
      throws Exception {
    SurveyPlan plan =
        Simulated.plan(SceneKind.SUBURB, SurveyPlan.SensorKind.OS1_64, dual, vehicle, 0.6);
    OusterMetadata metadata =
        OusterMetadata.parse(Os1Metadata.of(Os1Settings.of(plan.mode(), dual)));
    OusterDecoder decoder = new OusterDecoder(OusterConfig.of(metadata));
    assertServiceAgrees(plan, decoder, metadata.timeScale(), 0);
  }

  private void assertServiceAgrees(
      SurveyPlan plan, SensorDecoder decoder, SensorTimeScale scale, double angleRad)
      throws Exception {
    Simulated survey = Simulated.write(plan, folder, 1);
    Mount mount = plan.vehicle() == SurveyPlan.Vehicle.CAR ? ON_CAR : BELOW_DRONE;
    Placed placed = new Placed(survey.pcap(), decoder, scale, mount);
    assertThat(placed.counters.get(DeviceCounter.PACKETS_MISSING)).isZero();
    assertThat(survey.tally().all()).isGreaterThan(50_000);
    assertThat(placed.points).hasSize(Math.toIntExact(survey.tally().all()));
    assertSame(placed.points, LabelledCloud.read(survey.truth()).points(), angleRad);
  }

  private static void assertSame(
      List<Placed.Point> found, List<LabelledCloud.Point> expected, double angleRad) {
    double worst = 0;
    for (int i = 0; i < found.size(); i++) {
      Placed.Point point = found.get(i);
      LabelledCloud.Point truth = expected.get(i);
      double flat =
          Math.hypot(point.easting() - truth.easting(), point.northing() - truth.northing());
      double off = Math.hypot(flat, point.height() - truth.height());
      worst = Math.max(worst, off - angleRad * point.rangeMetres());
      assertThat(point.gpsSeconds()).isCloseTo(truth.gpsSeconds(), within(APART_SECONDS));
      assertThat(point.intensity()).isEqualTo(truth.intensity());
      assertThat(point.ring()).isEqualTo(truth.ring());
      assertThat(point.returns()).isEqualTo(truth.returnNumber() | (truth.numberOfReturns() << 4));
    }
    assertThat(worst).isLessThan(NEAR_METRES);
  }
}
