package dev.catenary.inference.voxel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.catenary.inference.scene.Scene;
import dev.catenary.proto.zone.Zone;
import dev.catenary.proto.zone.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class GroundModelTest {
  private final GroundModel ground = new GroundModel();

  @ParameterizedTest
  @CsvSource({"0, 0", "0.1, -0.2", "0.5, 0.3", "-0.7, 0"})
  void slopeIsFoundUnderTreesRoofsAndWires(double eastward, double northward) {
    Scene scene =
        new Scene(1)
            .ground(eastward, northward, 5)
            .tree(8, 8, 15, 5, 4_000)
            .tree(12, 26, 9, 4, 3_000)
            .roof(24, 22, 10, 6, 3_000)
            .wire(0.5, 0, 9, 10);
    ground.fill(scene.zone());
    for (double x = 2; x < 31; x += 1.5) {
      for (double y = 2; y < 31; y += 1.5) {
        assertThat(ground.heightMetres(x, y))
            .isCloseTo(scene.groundMetres(x, y), within(0.25 + 0.4 * Math.abs(eastward)));
      }
    }
    assertThat(ground.slope()).isCloseTo(Math.hypot(eastward, northward), within(0.05));
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "0.1, -0.2", "-0.3, 0.2"})
  void slopeGoesOnWhereNothingIsSeen(double eastward, double northward) {
    Scene all = new Scene(4).ground(eastward, northward, 10);
    Scene middle = new Scene(4);
    for (int i = 0; i < all.size(); i++) {
      double x = all.zone().xMillimetres[i] / 1e3;
      double y = all.zone().yMillimetres[i] / 1e3;
      if (x > 8 && x < 24 && y > 8 && y < 24) {
        middle.put(x, y, all.zone().zMillimetres[i] / 1e3);
      }
    }
    ground.fill(middle.zone());
    for (double x = 1; x < 32; x += 2) {
      for (double y = 1; y < 32; y += 2) {
        assertThat(ground.heightMetres(x, y))
            .isCloseTo(all.groundMetres(x, y), within(0.2 + 0.3 * Math.abs(eastward)));
      }
    }
  }

  @Test
  void singleEchoFromBelowIsNoGround() {
    Scene scene = new Scene(2).ground(0, 0, 10).put(10, 10, 290).put(20, 25, 280);
    ground.fill(scene.zone());
    assertThat(ground.heightMetres(10, 10)).isCloseTo(300, within(0.2));
    assertThat(ground.heightMetres(20, 25)).isCloseTo(300, within(0.2));
  }

  @Test
  void groundSeenOnlyBesideTheCanopyIsCarriedUnderIt() {
    Scene scene = new Scene(3);
    for (double y = 0; y < 32; y += 0.1) {
      scene.put(1, y, 300).put(31, y, 300);
    }
    scene.tree(16, 16, 14, 6, 6_000);
    ground.fill(scene.zone());
    assertThat(ground.heightMetres(16, 16)).isLessThan(304.5);
  }

  @Test
  void bankBesideLevelWaterIsGround() {
    Scene scene = new Scene(4);
    for (double x = 0.1; x < 32; x += 0.25) {
      for (double y = 0.1; y < 32; y += 0.25) {
        scene.put(x, y, shore(y));
      }
    }
    ground.fill(scene.zone());
    // Half the bank's rise over a square is lost: its lowest point stands for it.
    for (double y = 1; y < 31.5; y += 0.5) {
      assertThat(ground.heightMetres(16, y)).as("at %s", y).isCloseTo(shore(y), within(0.6));
    }
    assertThat(ground.heightMetres(16, 31)).isCloseTo(305, within(0.2));
  }

  /** Water up to 16 m, then 10 m of bank that rises 0.5 m a metre, and level land. */
  private static double shore(double y) {
    return 300 + 0.5 * Math.max(0, Math.min(10, y - 16));
  }

  @Test
  void platformIsGroundOnlyWhereARampLeadsUpToIt() {
    assertThat(middleOfPlatform(false)).isLessThan(301.9);
    assertThat(middleOfPlatform(true)).isCloseTo(303, within(0.1));
  }

  /** 12 m by 12 m, 3 m high, with upright sides; the ramp is 4 m wide and 10 m long. */
  private double middleOfPlatform(boolean ramp) {
    Scene scene = new Scene(5);
    for (double x = 0.1; x < 32; x += 0.25) {
      for (double y = 0.1; y < 32; y += 0.25) {
        boolean onPlatform = Math.abs(x - 16) < 6 && Math.abs(y - 22) < 6;
        boolean onRamp = ramp && Math.abs(x - 16) < 2 && y > 6 && y <= 16;
        scene.put(x, y, onPlatform ? 303 : onRamp ? 300 + 0.3 * (y - 6) : 300);
      }
    }
    ground.fill(scene.zone());
    return ground.heightMetres(16, 22);
  }

  @Test
  void emptyZoneHasNoGroundAndNoComplaint() {
    ground.fill(new Zone(new ZoneId("EPSG:28992", 32, 0, 0), 1));
    assertThat(ground.slope()).isZero();
  }
}
