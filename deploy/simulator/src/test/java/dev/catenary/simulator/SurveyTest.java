package dev.catenary.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.mreutegg.laszip4j.LASVariableLengthRecord;
import dev.catenary.simulator.scene.SceneKind;
import dev.catenary.simulator.scene.TrueClass;
import dev.catenary.simulator.truth.Tally;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SurveyTest {
  private static final double SECONDS = 2;

  @TempDir private Path folder;

  private static SurveyPlan plan(SceneKind scene, SurveyPlan.SensorKind sensor) {
    return Simulated.plan(scene, sensor, true, SurveyPlan.Vehicle.DRONE, SECONDS);
  }

  @ParameterizedTest
  @EnumSource(SurveyPlan.SensorKind.class)
  void filesOfOneSeedAreEqualByteForByteOnAnyNumberOfThreads(SurveyPlan.SensorKind sensor)
      throws Exception {
    SurveyPlan plan = plan(SceneKind.RURAL_DISTRIBUTION, sensor);
    Simulated one = Simulated.write(plan, folder, 1);
    Simulated three = Simulated.write(plan, folder, 3);
    assertThat(Files.mismatch(one.pcap(), three.pcap())).isEqualTo(-1);
    assertThat(Files.mismatch(one.truth(), three.truth())).isEqualTo(-1);
  }

  @Test
  void anotherSeedIsAnotherScene() throws Exception {
    SurveyPlan plan = plan(SceneKind.RURAL_DISTRIBUTION, SurveyPlan.SensorKind.VLP16);
    SurveyPlan other =
        new SurveyPlan(
            plan.scene(), plan.sensor(), plan.mode(), true, plan.vehicle(), 38, SECONDS, 6);
    Tally first = Simulated.write(plan, folder, 1).tally();
    Tally second = Simulated.write(other, folder, 1).tally();
    assertThat(second.points(TrueClass.VEGETATION))
        .isNotEqualTo(first.points(TrueClass.VEGETATION));
  }

  /** Of a laser scan of open country most is ground, and wires are a small part of it. */
  @ParameterizedTest
  @EnumSource(
      value = SceneKind.class,
      names = {"RURAL_DISTRIBUTION", "TRANSMISSION", "SUBURB"})
  void classesHaveTheSharesOfRealSurveys(SceneKind scene) throws Exception {
    Tally tally = Simulated.write(plan(scene, SurveyPlan.SensorKind.VLP16), folder, 1).tally();
    double all = tally.all();
    assertThat((tally.points(TrueClass.GROUND) + tally.points(TrueClass.ROAD)) / all)
        .isBetween(0.4, 0.95);
    assertThat(tally.points(TrueClass.VEGETATION) / all).isBetween(0.01, 0.4);
    assertThat(tally.points(TrueClass.CONDUCTOR) / all).isBetween(0.002, 0.05);
    assertThat(tally.points(TrueClass.BUILDING)).isGreaterThan(1_000);
  }

  @Test
  void anEmptyShoreHasNoConductorAndNoPole() throws Exception {
    Tally tally =
        Simulated.write(plan(SceneKind.WATERSIDE, SurveyPlan.SensorKind.OS1_64), folder, 1).tally();
    assertThat(tally.points(TrueClass.CONDUCTOR)).isZero();
    assertThat(tally.points(TrueClass.POLE) + tally.points(TrueClass.TOWER)).isZero();
    assertThat(tally.points(TrueClass.WATER)).isGreaterThan(100);
    assertThat(tally.points(TrueClass.VEHICLE)).isGreaterThan(100);
  }

  @Test
  void theTruthFileIsLasThatAnotherReaderUnderstands() throws Exception {
    Simulated survey =
        Simulated.write(plan(SceneKind.SUBURB, SurveyPlan.SensorKind.OS1_64), folder, 1);
    LabelledCloud cloud = LabelledCloud.read(survey.truth());
    assertThat(cloud.header().getPointDataRecordFormat()).isEqualTo((byte) 6);
    assertThat(cloud.header().getNumberOfPointRecords()).isEqualTo(survey.tally().all());
    assertThat(cloud.points()).hasSize(Math.toIntExact(survey.tally().all()));
    List<String> records = new ArrayList<>();
    for (LASVariableLengthRecord record : cloud.header().getVariableLengthRecords()) {
      records.add(record.getUserID() + " " + (int) record.getRecordID());
      if (record.getRecordID() == 2112) {
        assertThat(record.getDataAsString()).contains("EPSG\",\"32754\"");
      }
    }
    assertThat(records).containsExactly("LASF_Projection 2112", "LASF_Spec 4");
    long[] byReturn = new long[15];
    for (LabelledCloud.Point point : cloud.points()) {
      byReturn[point.returnNumber() - 1]++;
      assertThat(point.lasClass()).isIn(1, 2, 5, 6, 14, 15);
      assertThat(point.easting())
          .isBetween(cloud.header().getMinX() - 1e-6, cloud.header().getMaxX() + 1e-6);
      assertThat(point.height())
          .isBetween(cloud.header().getMinZ() - 1e-6, cloud.header().getMaxZ() + 1e-6);
      assertThat(Math.abs(point.rangeError())).isLessThan(0.4);
    }
    assertThat(cloud.header().getNumberOfPointsByReturn()).isEqualTo(byReturn);
    assertThat(byReturn[1]).isGreaterThan(1_000);
  }
}
