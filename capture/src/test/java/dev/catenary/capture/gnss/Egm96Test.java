package dev.catenary.capture.gnss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Egm96Test {
  private static final double NODE_ROUNDING_METRES = 0.006;
  private final Egm96 geoid = new Egm96();

  /**
   * Separations that PROJ 9.1.1 gives with its own grid, egm96_15.gtx (cs2cs EPSG:4326+5773
   * EPSG:4979). The first six places are those of the model's own test data, INPUT.DAT.
   */
  @ParameterizedTest
  @CsvSource({
    "38.628155, -90.220845, -31.6090",
    "-14.621217, -54.978886, -2.9658",
    "46.874319, 102.448729, -43.6166",
    "-23.617446, 133.874712, 15.9269",
    "38.625473, -0.0005, 50.0360",
    "-0.466744, 0.0023, 17.3361",
    "-37.8136, 144.9631, 4.6524",
    "47.3769, 8.5417, 47.3396",
    "64.1466, -21.9426, 66.4146",
    "-41.2866, 174.7756, 12.4693",
    "89.95, 10.1, 13.6564",
    "-89.9, -120.3, -29.7304",
    "0.1, 179.95, 21.0556",
    "-16.8, -179.99, 52.0787"
  })
  void separationIsThatOfProj(double latitude, double longitude, double metres) {
    assertThat(geoid.metres(Math.toRadians(latitude), Math.toRadians(longitude)))
        .isCloseTo(metres, within(NODE_ROUNDING_METRES));
  }

  @Test
  void polesAndWholeTurnsAreCovered() {
    assertThat(geoid.metres(Math.PI / 2, 0.3)).isCloseTo(13.61, within(0.01));
    assertThat(geoid.metres(-Math.PI / 2, -3)).isCloseTo(-29.53, within(0.01));
    assertThat(geoid.metres(0.5, 1 + 4 * Math.PI)).isCloseTo(geoid.metres(0.5, 1), within(1e-6));
    assertThat(geoid.metres(0.5, -1e-18)).isCloseTo(geoid.metres(0.5, 0), within(1e-6));
    assertThat(geoid.metres(Double.NaN, 0)).isNaN();
  }
}
