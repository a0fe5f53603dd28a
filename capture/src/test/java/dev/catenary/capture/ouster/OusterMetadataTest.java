package dev.catenary.capture.ouster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.catenary.capture.time.SensorTimeScale;
import java.nio.file.Path;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OusterMetadataTest {
  private static final String NESTED =
      """
      {"sensor_info": {"prod_line": "OS-0-128", "prod_sn": "122247000785", "build_rev": "v3.1.0",
                       "initialization_id": 390078},
       "beam_intrinsics": {"beam_altitude_angles": [40.5, -40.5], "beam_azimuth_angles": [1.5, -2],
          "beam_to_lidar_transform": [1,0,0,27.116, 0,1,0,0, 0,0,1,3, 0,0,0,1]},
       "lidar_intrinsics": {"lidar_to_sensor_transform": [-1,0,0,0, 0,-1,0,0, 0,0,1,38.195, 0,0,0,1]},
       "config_params": {"lidar_mode": "512x20", "timestamp_mode": "TIME_FROM_PTP_1588",
          "udp_port_lidar": 40001, "udp_port_imu": 40002},
       "lidar_data_format": {"pixels_per_column": 2, "columns_per_packet": 16,
          "columns_per_frame": 512, "column_window": [370, 85],
          "udp_profile_lidar": "RNG19_RFL8_SIG16_NIR16_DUAL"}}
      """;

  private static final String REDUCED =
      """
      {"lidar_mode": "1024x10",
      \t"beam_altitude_angles": [16.6, 16.0], "beam_azimuth_angles": [3.1, 0.9]}
      """;

  @Test
  void nestedFormIsRead() throws OusterMetadataException {
    OusterMetadata metadata = OusterMetadata.parse(NESTED);
    assertThat(metadata.productLine()).isEqualTo("OS-0-128");
    assertThat(metadata.serial()).isEqualTo(122_247_000_785L);
    assertThat(metadata.initializationId()).isEqualTo(390_078);
    assertThat(metadata.profile()).isEqualTo(OusterProfile.RNG19_RFL8_SIG16_NIR16_DUAL);
    assertThat(metadata.columnsPerFrame()).isEqualTo(512);
    assertThat(metadata.turnNanos()).isEqualTo(50_000_000);
    assertThat(metadata.beamOriginXMillimetres()).isEqualTo(27.116);
    assertThat(metadata.beamOriginZMillimetres()).isEqualTo(3);
    assertThat(metadata.altitudesDegrees()).containsExactly(40.5, -40.5);
    assertThat(metadata.azimuthsDegrees()).containsExactly(1.5, -2.0);
    assertThat(metadata.lidarPort()).isEqualTo(40_001);
    assertThat(metadata.imuPort()).isEqualTo(40_002);
    assertThat(metadata.timeScale()).isEqualTo(SensorTimeScale.TAI);
    assertThat(metadata.isInWindow(370)).isTrue();
    assertThat(metadata.isInWindow(85)).isTrue();
    assertThat(metadata.isInWindow(86)).isFalse();
  }

  @Test
  void flatFormIsRead() throws OusterMetadataException {
    String flat =
        REDUCED.replace(
            "{\"lidar_mode\"",
            """
            {"prod_line": "OS-1-64", "prod_sn": "992101000280", "lidar_origin_to_beam_origin_mm": 15.806,
             "lidar_to_sensor_transform": [1,0,0,1, 0,1,0,2, 0,0,1,3, 0,0,0,1],
             "data_format": {"columns_per_frame": 1024, "columns_per_packet": 16,
               "pixels_per_column": 2, "udp_profile_lidar": "RNG15_RFL8_NIR8"},
             "lidar_mode\"""");
    OusterMetadata metadata = OusterMetadata.parse(flat);
    assertThat(metadata.serial()).isEqualTo(992_101_000_280L);
    assertThat(metadata.profile()).isEqualTo(OusterProfile.RNG15_RFL8_NIR8);
    assertThat(metadata.beamOriginXMillimetres()).isEqualTo(15.806);
    assertThat(metadata.lidarToSensor()).contains(2.0, 3.0);
    assertThat(metadata.timeScale()).isEqualTo(SensorTimeScale.FREE);
  }

  /** In the absence of all else, what the maker's SDK 1.0.1 takes. */
  @Test
  void reducedFormIsOfTheFirstGeneration() throws OusterMetadataException {
    OusterMetadata metadata = OusterMetadata.parse(REDUCED);
    assertThat(metadata.profile()).isEqualTo(OusterProfile.LEGACY);
    assertThat(metadata.beamOriginXMillimetres()).isEqualTo(12.163);
    assertThat(metadata.lidarToSensor().get(11)).isEqualTo(36.18);
    assertThat(metadata.windowLast()).isEqualTo(1023);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "512x20|1024x20|found lidar_mode 1024x20 and columns_per_frame 512",
        "RNG19_RFL8_SIG16_NIR16_DUAL|RNG99|found udp_profile_lidar RNG99; expected one of LEGACY,",
        "[370, 85]|[370, 512]|a column window from 370 to 512",
        "[370, 85]|[370]|found column_window [370.0]",
        "[40.5, -40.5]|[40.5]|found 1 altitude and 2 azimuth angles",
        "[40.5, -40.5]|[40.5, \"a\"]|found a in beam_altitude_angles; expected numbers only",
        "beam_altitude_angles|angles|found no list of numbers \"beam_altitude_angles\"",
        "40001|70000|found udp_port_lidar 70000; expected 0 to 65535",
        "122247000785|A12|found prod_sn A12; expected a number",
        "-40.5]|-40.5|found damaged JSON",
      })
  void whatCannotBeUsedIsRefusedWithFoundExpectedAndCure(
      String right, String wrong, String message) {
    assertThatThrownBy(() -> OusterMetadata.parse(NESTED.replace(right, wrong)))
        .isInstanceOf(OusterMetadataException.class)
        .hasMessageContaining(message)
        .hasMessageContaining("curl http://SENSOR");
  }

  @Test
  void anglesThatAreAllZeroAreRefused() {
    String zeros = REDUCED.replace("16.6, 16.0", "0, 0").replace("3.1, 0.9", "0, 0");
    assertThatThrownBy(() -> OusterMetadata.parse(zeros))
        .hasMessageContaining("found only zeros as beam angles");
  }

  @Test
  void fileThatIsNotThereIsSaid() {
    assertThatThrownBy(() -> OusterMetadata.read(Path.of("no", "such.json")))
        .isInstanceOf(OusterMetadataException.class)
        .hasMessageContaining("found no such file");
  }

  @Property(tries = 300)
  void damagedTextIsReadOrRefusedAndNothingElse(@ForAll int at, @ForAll char with) {
    int place = Math.floorMod(at, NESTED.length());
    String text = NESTED.substring(0, place) + with + NESTED.substring(place + 1);
    try {
      assertThat(OusterMetadata.parse(text).columnsPerFrame()).isPositive();
    } catch (OusterMetadataException e) {
      assertThat(e).hasMessageContaining("found");
    }
  }
}
