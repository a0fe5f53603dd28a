package dev.catenary.capture.georeference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.catenary.capture.pose.Pose;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UnprojectionTest {
  /** A tenth of a millimetre on the ground. */
  private static final double DEGREES = 1e-9;

  /**
   * GDA2020 Technical Manual, worked example of Alice Springs: MGA94 386352.3979 E, 7381850.7689 N
   * and MGA2020 386353.2343 E, 7381852.2986 N, zone 53, are one place, 23 40 12.39650 S, 133 53
   * 07.87779 E in GDA2020; its seconds have five decimals, 0.3 mm.
   */
  @ParameterizedTest
  @CsvSource({"EPSG:28353, 386352.3979, 7381850.7689", "EPSG:7853, 386353.2343, 7381852.2986"})
  void placeInEitherAustralianDatumIsOnePlaceOnTheMap(String crs, double easting, double northing)
      throws IOException {
    double[] degrees = Unprojection.of(crs).degrees(easting, northing);
    assertThat(degrees[0]).isCloseTo(133 + 53 / 60.0 + 7.87779 / 3_600, within(5 * DEGREES));
    assertThat(degrees[1]).isCloseTo(-(23 + 40 / 60.0 + 12.39650 / 3_600), within(5 * DEGREES));
  }

  /** The coordinates are PROJ 9.5.1's, as in {@link MapFrameTest}. */
  @ParameterizedTest
  @CsvSource({
    "EPSG:32755, 429287.3401, 5849358.1214, 146.2, -37.5",
    "EPSG:7855, 690940.7665, 6091664.6952, 149.1, -35.3",
    "EPSG:2193, 1750697.5213, 5426376.6232, 174.8, -41.3"
  })
  void placeInAnotherFrameIsWhereAnotherProgramPutsIt(
      String crs, double easting, double northing, double longitude, double latitude)
      throws IOException {
    double[] degrees = Unprojection.of(crs).degrees(easting, northing);
    assertThat(degrees[0]).isCloseTo(longitude, within(5 * DEGREES));
    assertThat(degrees[1]).isCloseTo(latitude, within(5 * DEGREES));
  }

  @ParameterizedTest
  @ValueSource(strings = {"EPSG:x", "EPSG:1", "utm", ""})
  void frameThatIsNoneIsRefused(String crs) {
    assertThatThrownBy(() -> Unprojection.of(crs)).isInstanceOf(IOException.class);
  }

  /** GDA94 is moved to GDA2020; the others are what proj4j takes for WGS 84. */
  @Test
  void datumOfTheDegreesIsNamed() throws IOException {
    assertThat(Unprojection.of("EPSG:28355").datum()).isEqualTo("GDA2020");
    assertThat(Unprojection.of("EPSG:7855").datum()).isEqualTo("GDA2020");
    assertThat(Unprojection.of("EPSG:32755").datum()).isEqualTo("WGS84");
  }

  @Test
  void everyKindOfGda94FrameIsMoved() throws IOException {
    for (String crs : new String[] {"EPSG:28355", "EPSG:3111", "EPSG:3577", "EPSG:3112"}) {
      Pose pose = new Pose();
      MapFrame.of(crs, PositionDatum.GDA2020)
          .place(Math.toRadians(-36.5), Math.toRadians(145.5), 0, pose);
      double[] degrees = Unprojection.of(crs).degrees(pose.eastingMetres, pose.northingMetres);
      assertThat(degrees[0]).as(crs).isCloseTo(145.5, within(DEGREES));
      assertThat(degrees[1]).as(crs).isCloseTo(-36.5, within(DEGREES));
    }
  }
}
