package dev.catenary.capture.georeference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.catenary.capture.pose.Pose;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MapFrameTest {
  /** IOGP guidance note 373-7-2, "Oblique Stereographic": its worked example, in EPSG:28992. */
  @Test
  void obliqueStereographicTextHasTheSystemsOwnEllipsoidAndParameters() throws IOException {
    assertThat(MapFrame.of("EPSG:28992").wkt())
        .contains("PROJECTION[\"Oblique_Stereographic\"]")
        .contains("DATUM[\"Amersfoort\"")
        .contains("6377397.155,299.1528128")
        .contains("PARAMETER[\"false_easting\",155000]")
        .doesNotContain("WGS_1984");
  }

  /** PROJ's own reading, where its programs are installed: three axes, the third up, in metres. */
  @ParameterizedTest
  @ValueSource(strings = {"EPSG:32755", "EPSG:7855", "EPSG:28355", "EPSG:28992", "EPSG:3577"})
  void frameWithHeightsIsReadByProjAsTheThreeAxesOfTheSameCode(String crs) throws Exception {
    String wkt = MapFrame.of(crs).wktWithHeight();
    assertThat(wkt)
        .startsWith("COMPD_CS[\"")
        .contains(MapFrame.of(crs).wkt())
        .contains("VERT_DATUM[\"Ellipsoid\",2002]");
    Path projinfo = Path.of("/usr/bin/projinfo");
    assumeTrue(Files.isExecutable(projinfo), "PROJ's programs are not installed");
    Process process =
        new ProcessBuilder(projinfo.toString(), "-q", "-o", "WKT2:2019", wkt)
            .redirectErrorStream(true)
            .start();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(text).isZero();
    assertThat(text)
        .contains("PROJCRS[")
        .contains("CS[Cartesian,3]")
        .contains("AXIS[\"ellipsoidal height (h)\",up")
        .contains("Promoted to 3D from " + crs);
  }

  @Test
  void lambertTextHasBothStandardParallels() throws IOException {
    assertThat(MapFrame.of("EPSG:3111").wkt())
        .contains("PROJECTION[\"Lambert_Conformal_Conic_2SP\"]")
        .contains("PARAMETER[\"standard_parallel_1\",-36]")
        .contains("PARAMETER[\"standard_parallel_2\",-38]")
        .contains("PARAMETER[\"latitude_of_origin\",-37]");
  }

  @ParameterizedTest
  @CsvSource({
    "EPSG:32755, WGS 84, 147, 10000000",
    "EPSG:7855, GDA2020, 147, 10000000",
    "EPSG:28355, GDA94, 147, 10000000",
    "EPSG:25832, ETRS89, 9, 0"
  })
  void textOfAZoneNamesItsOwnDatum(String crs, String datum, int meridian, int falseNorthing)
      throws IOException {
    assertThat(MapFrame.of(crs).wkt())
        .contains("GEOGCS[\"" + datum + "\"")
        .contains("PROJECTION[\"Transverse_Mercator\"]")
        .contains("PARAMETER[\"central_meridian\"," + meridian + "]")
        .contains("PARAMETER[\"scale_factor\",0.9996]")
        .contains("PARAMETER[\"false_northing\"," + falseNorthing + "]")
        .contains("AUTHORITY[\"EPSG\",\"" + crs.substring(5) + "\"]]");
  }

  @Test
  void albersTextHasItsCentreAndParallels() throws IOException {
    assertThat(MapFrame.of("EPSG:3577").wkt())
        .startsWith("PROJCS[\"GDA94 / Australian Albers\",GEOGCS[\"GDA94\",")
        .contains("DATUM[\"Geocentric_Datum_of_Australia_1994\",SPHEROID[\"GRS 1980")
        .contains("6378137,298.257222101]")
        .contains("AUTHORITY[\"EPSG\",\"4283\"]]")
        .contains("PROJECTION[\"Albers_Conic_Equal_Area\"]")
        .contains("PARAMETER[\"standard_parallel_1\",-18]")
        .contains("PARAMETER[\"standard_parallel_2\",-36]")
        .contains("PARAMETER[\"longitude_of_center\",132]")
        .contains("PARAMETER[\"latitude_of_center\",0]");
  }

  /** The shift of an old datum stands in the text, also where only the datum's name is given. */
  @Test
  void textOfAnOldDatumHasTheShiftItWasComputedBy() throws IOException {
    assertThat(MapFrame.of("EPSG:27700").wkt())
        .contains("DATUM[\"OSGB_1936\"")
        .contains("TOWGS84[446.448,-125.157,542.06,0.15,0.247,0.842,-20.489]");
  }

  /** The coordinates are PROJ 9.5.1's, from each system's own geographic one. */
  @ParameterizedTest
  @CsvSource({
    "EPSG:32755, -37.5, 146.2, 429287.3401, 5849358.1214",
    "EPSG:7855, -35.3, 149.1, 690940.7665, 6091664.6952",
    "EPSG:28355, -35.3, 149.1, 690940.7665, 6091664.6952",
    "EPSG:3577, -35.3, 149.1, 1547574.6197, -3959208.3292",
    "EPSG:3111, -36.4, 141.2, 2159240.0707, 2559772.5633",
    "EPSG:7899, -37.8, 145.3, 2526419.6471, 2411180.8543",
    "EPSG:3112, -35.3, 149.1, 1367498.7130, -4055091.9590",
    "EPSG:8058, -35.3, 149.1, 9490930.1927, 4270847.4075",
    "EPSG:2193, -41.3, 174.8, 1750697.5213, 5426376.6232",
    "EPSG:3035, 52.2, 6.8, 4102291.3038, 3237058.8425",
    "EPSG:2154, 48.85, 2.35, 652301.5648, 6861302.7259",
    "EPSG:25832, 47.3, 8.5, 462200.5453, 5238624.1111",
    "EPSG:3031, -68.6, 77.9, 2299240.5489, 492914.4636",
    "EPSG:26910, 47.6, -122.3, 552619.0969, 5272080.8106",
    "EPSG:6350, 40, -96, 0.0, 1886977.5649"
  })
  void placeLiesWhereAnotherProgramPutsIt(
      String crs, double latitude, double longitude, double easting, double northing)
      throws IOException {
    Pose pose = new Pose();
    MapFrame.of(crs).place(Math.toRadians(latitude), Math.toRadians(longitude), 0, pose);
    assertThat(pose.eastingMetres).isCloseTo(easting, within(0.001));
    assertThat(pose.northingMetres).isCloseTo(northing, within(0.001));
  }

  /**
   * GDA2020 Technical Manual, worked example of Alice Springs: GDA94 23 40 12.446019 S, 133 53
   * 07.847844 E, 603.3466 m is GDA2020 23 40 12.39650 S, 133 53 07.87779 E, 603.2489 m.
   */
  @ParameterizedTest
  @CsvSource({
    "GDA94, EPSG:7853, 12.446019, 7.847844, 603.3466, 12.39650, 7.87779, 603.2489",
    "GDA2020, EPSG:28353, 12.39650, 7.87779, 603.2489, 12.446019, 7.847844, 603.3466"
  })
  void positionsOfTheOtherAustralianDatumAreMoved(
      PositionDatum datum,
      String crs,
      double fromSouthSeconds,
      double fromEastSeconds,
      double fromHeight,
      double southSeconds,
      double eastSeconds,
      double height)
      throws IOException {
    Pose moved = new Pose();
    MapFrame.of(crs, datum)
        .place(south(fromSouthSeconds), east(fromEastSeconds), fromHeight, moved);
    Pose expected = new Pose();
    MapFrame.of(crs).place(south(southSeconds), east(eastSeconds), height, expected);
    assertThat(moved.eastingMetres).isCloseTo(expected.eastingMetres, within(0.0005));
    assertThat(moved.northingMetres).isCloseTo(expected.northingMetres, within(0.0005));
    assertThat(moved.heightMetres).isCloseTo(height, within(0.0001));
  }

  private static double south(double seconds) {
    return -Math.toRadians(23 + 40 / 60.0 + seconds / 3_600);
  }

  private static double east(double seconds) {
    return Math.toRadians(133 + 53 / 60.0 + seconds / 3_600);
  }

  @Test
  void positionsOfAnAustralianDatumAreRefusedForAFrameOfAnother() {
    assertThatThrownBy(() -> MapFrame.of("EPSG:25832", PositionDatum.GDA94))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("GDA94")
        .hasMessageContaining("ETRS89");
  }

  /** A wrong zone in the configuration must not give coordinates that look right. */
  @Test
  void placeFarOutsideAZoneIsRefused() throws IOException {
    MapFrame frame = MapFrame.of("EPSG:7855");
    Pose pose = new Pose();
    // Its scale is 1.0026 there: more than 0.2 % off.
    assertThat(frame.place(Math.toRadians(-35), Math.toRadians(152.5), 0, pose)).isFalse();
    // PROJ 9.5.1, half a degree outside the zone.
    assertThat(pose.eastingMetres).isCloseTo(1002149.4745, within(0.001));
    assertThat(pose.northingMetres).isCloseTo(6113107.7758, within(0.001));
    assertThat(frame.place(Math.toRadians(-32), Math.toRadians(116), 0, pose)).isFalse();
    assertThat(frame.place(Math.toRadians(-32), Math.toRadians(-33), 0, pose)).isFalse();
  }

  /** No east can be told there: the frame's scale would be nought, or without end. */
  @ParameterizedTest
  @ValueSource(strings = {"EPSG:32733", "EPSG:28355", "EPSG:3577", "EPSG:3111", "EPSG:3031"})
  void poleIsRefused(String crs) throws IOException {
    MapFrame frame = MapFrame.of(crs);
    Pose pose = new Pose();
    for (double latitude : new double[] {90, -90, 89.999_999, -89.999_999}) {
      assertThat(frame.place(Math.toRadians(latitude), Math.toRadians(15), 0, pose)).isFalse();
    }
    assertThat(MapFrame.of("EPSG:3031").place(Math.toRadians(-71), 1, 0, pose)).isTrue();
    assertThat(Math.hypot(pose.eastingPerEast, pose.northingPerEast)).isCloseTo(1, within(0.03));
  }

  /**
   * Scale by the formula of each projection (Snyder, USGS Professional Paper 1395): Mercator 1.266
   * at 38 S, equal-area 1/cos(c/2) at c of 19 degrees from its centre, Albers 0.991 between its
   * parallels, polar stereographic 0.973 at the pole. True where a frame is made for, refused where
   * a clearance of 3 m would be off by more than 6 mm.
   */
  @ParameterizedTest
  @CsvSource({
    "EPSG:3395, -38, 145, false",
    "EPSG:3395, 1, 145, true",
    "EPSG:32755, -37.5, 146.2, true",
    "EPSG:32755, -10, 150.1, true",
    "EPSG:3035, 52.2, 6.8, true",
    "EPSG:3035, 38, -8, false",
    "EPSG:6350, 40, -96, false",
    "EPSG:6350, 45.4, -96, true",
    "EPSG:3031, -89.9, 57, false",
    "EPSG:2193, -41.3, 174.8, true"
  })
  void frameThatIsNotTrueToScaleAtTheSiteIsRefused(
      String crs, double latitude, double longitude, boolean isTrue) throws IOException {
    Pose pose = new Pose();
    assertThat(MapFrame.of(crs).place(Math.toRadians(latitude), Math.toRadians(longitude), 0, pose))
        .isEqualTo(isTrue);
  }

  /** The zones that are wider or narrower than six degrees, and their neighbours. */
  @ParameterizedTest
  @CsvSource({
    "60.4, 5.3, 32632",
    "55.9, 5.3, 32631",
    "64.1, 5.3, 32631",
    "60.4, 2.9, 32631",
    "60.4, 12.1, 32633",
    "78.2, 8.9, 32631",
    "78.2, 15.6, 32633",
    "78.2, 20.9, 32633",
    "78.2, 21.1, 32635",
    "78.2, 33.1, 32637",
    "71.9, 20.9, 32634",
    "78.2, 42.1, 32638",
    "-60.4, 5.3, 32731",
    "0, 180, 32601",
    "0, -180, 32601"
  })
  void utmZonesOfNorwayAndSvalbardAreTheirOwn(double latitude, double longitude, int code) {
    assertThat(MapFrame.utmOf(Math.toRadians(latitude), Math.toRadians(longitude)))
        .isEqualTo("EPSG:" + code);
  }

  /** The equal-area frame of Europe is centred at 52 N, 10 E; a receiver may say anything. */
  @Test
  void oppositeOfTheCentreIsRefusedAndEndsNothing() throws IOException {
    MapFrame frame = MapFrame.of("EPSG:3035");
    Pose pose = new Pose();
    assertThat(frame.place(Math.toRadians(-52), Math.toRadians(-170), 0, pose)).isFalse();
    assertThat(frame.place(Math.toRadians(52), Math.toRadians(10), 0, pose)).isTrue();
  }

  /**
   * Degrees, feet, metres that are none, an unknown code, a projection that proj4j gets wrong, and
   * a datum of which it does not know how it lies to WGS 84: each would give a wrong file in
   * silence.
   */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "EPSG:4326",
        "EPSG:2227",
        "EPSG:3857",
        "EPSG:9473",
        "EPSG:5641",
        "EPSG:3027",
        "EPSG:x",
        "utm"
      })
  void frameThatCannotBeWrittenRightlyIsRefused(String crs) {
    assertThatThrownBy(() -> MapFrame.of(crs))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(crs);
  }

  /**
   * Lambert conic, IOGP guidance note 373-7-2 has the formulas; origin and false origin by them.
   */
  @Test
  void vicgridOriginIsItsFalseOrigin() throws IOException {
    Pose pose = new Pose();
    MapFrame.of("EPSG:3111").place(Math.toRadians(-37), Math.toRadians(145), 0, pose);
    assertThat(pose.eastingMetres).isCloseTo(2_500_000, within(0.001));
    assertThat(pose.northingMetres).isCloseTo(2_500_000, within(0.001));
  }
}
