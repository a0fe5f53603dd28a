package dev.catenary.inference.training.cloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Units as EPSG defines them: a foot has 0.3048 m, a US survey foot 1200/3937 m. */
final class CloudUnitsTest {
  private static final double SURVEY_FOOT = 0.304800609601219;

  private static final String GEOGRAPHIC =
      "GEOGCS[\"NAD83\",DATUM[\"North_American_Datum_1983\",SPHEROID[\"GRS 1980\",6378137,298.257222101]],"
          + "PRIMEM[\"Greenwich\",0],UNIT[\"degree\",0.0174532925199433]]";

  private static final String SURVEY_FEET =
      "PROJCS[\"NAD83 / New York Long Island (ftUS)\","
          + GEOGRAPHIC
          + ",PROJECTION[\"Lambert_Conformal_Conic_2SP\"],PARAMETER[\"false_easting\",984250.0000000002],"
          + "UNIT[\"US survey foot\",0.304800609601219],AXIS[\"X\",EAST],AXIS[\"Y\",NORTH]]";

  @TempDir private Path folder;

  @Test
  void lengthsOfWktAreTaken() throws IOException {
    assertThat(CloudUnits.ofWkt(SURVEY_FEET)).isEqualTo(new CloudUnits(SURVEY_FOOT, SURVEY_FOOT));
    String compound =
        "COMPD_CS[\"both\","
            + SURVEY_FEET
            + ",VERT_CS[\"NAVD88 height\",VERT_DATUM[\"NAVD88\",2005],UNIT[\"metre\",1,AUTHORITY[\"EPSG\",\"9001\"]],AXIS[\"H\",UP]]]";
    assertThat(CloudUnits.ofWkt(compound)).isEqualTo(new CloudUnits(SURVEY_FOOT, 1));
    // As Esri writes it.
    String twoInARow =
        SURVEY_FEET + ",VERTCS[\"NAVD88\",PARAMETER[\"Direction\",1.0],UNIT[\"Meter\",1.0]]";
    assertThat(CloudUnits.ofWkt(twoInARow)).isEqualTo(new CloudUnits(SURVEY_FOOT, 1));
  }

  @Test
  void lengthOfTheEllipsoidIsNotTheMaps() throws IOException {
    String newer =
        "PROJCRS[\"State plane\",BASEGEOGCRS[\"NAD83\",DATUM[\"NAD83\",ELLIPSOID[\"GRS 1980\",6378137,298.26,LENGTHUNIT[\"metre\",1]]]],"
            + "CONVERSION[\"x\",METHOD[\"Lambert Conic Conformal (2SP)\"],PARAMETER[\"Latitude\",40,ANGLEUNIT[\"degree\",0.0174532925199433]],PARAMETER[\"Scale\",1,SCALEUNIT[\"unity\",1]]],"
            + "CS[Cartesian,2],AXIS[\"easting\",east],AXIS[\"northing\",north],LENGTHUNIT[\"foot\",0.3048]]";
    assertThat(CloudUnits.ofWkt(newer)).isEqualTo(new CloudUnits(0.3048, 0.3048));
  }

  @Test
  void degreesAreRefused() {
    assertThatThrownBy(() -> CloudUnits.ofWkt(GEOGRAPHIC))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("degrees")
        .hasMessageContaining("Cure");
    assertThatThrownBy(() -> CloudUnits.ofKeys(keys(1024, 2, 2048, 4269)))
        .hasMessageContaining("degrees");
  }

  @Test
  void keysSayTheUnit() throws IOException {
    assertThat(CloudUnits.ofKeys(keys(1024, 1, 3072, 28992))).isEqualTo(new CloudUnits(1, 1));
    assertThat(CloudUnits.ofKeys(keys(1024, 1, 3076, 9002, 4099, 9001)))
        .isEqualTo(new CloudUnits(0.3048, 1));
    assertThat(CloudUnits.ofKeys(keys(3076, 9003)).verticalMetres())
        .isCloseTo(SURVEY_FOOT, within(1e-12));
    assertThatThrownBy(() -> CloudUnits.ofKeys(keys(3076, 9036)))
        .hasMessageContaining("EPSG:9036")
        .hasMessageContaining("expected metres");
  }

  @Test
  void cloudInFeetIsReadInMetres() throws IOException {
    Path file = folder.resolve("feet.las");
    Files.write(file, las(keys(1024, 1, 3076, 9002)));
    CloudPoints points = LabelledCloud.read(file).points();
    assertThat(points.size).isOne();
    assertThat(points.eastingMetres[0]).isCloseTo(304.8, within(1e-9));
    assertThat(points.northingMetres[0]).isCloseTo(609.6, within(1e-9));
    assertThat(points.heightMetres[0]).isCloseTo(30.48, within(1e-9));
    assertThat(points.truth[0]).isEqualTo((byte) TrueClass.CONDUCTOR.ordinal());
  }

  @Test
  void cloudThatSaysNothingIsInMetres() throws IOException {
    Path file = folder.resolve("bare.las");
    byte[] las = las(ByteBuffer.allocate(0));
    ByteBuffer.wrap(las).order(ByteOrder.LITTLE_ENDIAN).putInt(100, 0);
    Files.write(file, las);
    assertThat(LabelledCloud.read(file).points().eastingMetres[0]).isCloseTo(1_000, within(1e-9));
  }

  @Test
  void refusalNamesTheFile() throws IOException {
    Path file = folder.resolve("round.las");
    Files.write(file, las(keys(1024, 2)));
    assertThatThrownBy(() -> LabelledCloud.read(file)).hasMessageContaining("round.las: found");
  }

  private static ByteBuffer keys(int... keysAndValues) {
    int count = keysAndValues.length / 2;
    ByteBuffer keys = ByteBuffer.allocate(8 * (count + 1)).order(ByteOrder.LITTLE_ENDIAN);
    keys.putShort((short) 1).putShort((short) 1).putShort((short) 0).putShort((short) count);
    for (int i = 0; i < count; i++) {
      keys.putShort((short) keysAndValues[2 * i]).putShort((short) 0).putShort((short) 1);
      keys.putShort((short) keysAndValues[2 * i + 1]);
    }
    return keys.flip();
  }

  /** LAS 1.2 with one point of format 0 at 1,000, 2,000, 100 and class 14. */
  private static byte[] las(ByteBuffer keys) {
    int header = 227;
    int record = 54 + keys.remaining();
    ByteBuffer file = ByteBuffer.allocate(header + record + 20).order(ByteOrder.LITTLE_ENDIAN);
    file.put("LASF".getBytes(StandardCharsets.US_ASCII));
    file.put(24, (byte) 1).put(25, (byte) 2).putShort(94, (short) header);
    file.putInt(96, header + record).putInt(100, 1).put(104, (byte) 0).putShort(105, (short) 20);
    file.putInt(107, 1).putInt(111, 1);
    for (int axis = 0; axis < 3; axis++) {
      file.putDouble(131 + 8 * axis, 0.01);
    }
    file.put(header + 2, "LASF_Projection".getBytes(StandardCharsets.US_ASCII));
    file.putShort(header + 18, (short) 34735).putShort(header + 20, (short) keys.remaining());
    file.put(header + 54, keys.array());
    int point = header + record;
    file.putInt(point, 100_000).putInt(point + 4, 200_000).putInt(point + 8, 10_000);
    file.put(point + 14, (byte) 0b00_001_001).put(point + 15, (byte) 14);
    return file.array();
  }
}
