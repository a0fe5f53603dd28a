package dev.catenary.inference.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.catenary.inference.scene.Scene;
import dev.catenary.inference.voxel.ZoneFeatures;
import dev.catenary.proto.zone.Zone;
import org.junit.jupiter.api.Test;

/** A wall of 4 m on level ground, both in the same cubes. */
final class GroundFeetTest {
  private static final double WALL_X_METRES = 16.2;
  private static final double NEAR_METRES = 0.2;

  private final ZoneFeatures features = new ZoneFeatures();
  private final GroundFeet feet = new GroundFeet();

  /** Level ground, then a wall; rows of points five centimetres apart up the wall. */
  private static Scene wallOn(double groundPointsPerSquareMetre, double firstRowMetres) {
    Scene scene = new Scene(8).ground(0, 0, groundPointsPerSquareMetre);
    for (double along = 8; along < 24; along += 0.1) {
      for (double up = firstRowMetres; up < 4; up += 0.05) {
        scene.put(WALL_X_METRES, along, 300 + up);
      }
    }
    return scene;
  }

  /** All cubes along the wall were labelled wall. */
  private void look(Zone zone) {
    features.fill(zone);
    feet.begin(features.rows());
    for (int voxel = 0; voxel < features.rows(); voxel++) {
      double x = features.pyramid().finest().meanXMetres(voxel);
      feet.cube(features, voxel, Math.abs(x - WALL_X_METRES) < 0.5);
    }
    feet.count(features, zone, zone.size, features.rows());
  }

  private int found(Scene scene, int from, int to) {
    int found = 0;
    for (int point = from; point < to; point++) {
      found += feet.isGround(features, scene.zone(), point) ? 1 : 0;
    }
    return found;
  }

  @Test
  void groundAtTheFootOfAWallIsGround() {
    int ground = new Scene(8).ground(0, 0, 200).size();
    Scene scene = wallOn(200, 0.15);
    Zone zone = scene.zone();
    look(zone);
    int atTheFoot = 0;
    for (int point = 0; point < ground; point++) {
      boolean along = zone.yMillimetres[point] > 8_000 && zone.yMillimetres[point] < 24_000;
      boolean near = Math.abs(zone.xMillimetres[point] / 1e3 - WALL_X_METRES) < NEAR_METRES;
      atTheFoot += along && near ? 1 : 0;
    }
    assertThat(atTheFoot).isGreaterThan(500);
    assertThat(found(scene, 0, ground)).isGreaterThan(atTheFoot / 3);
    assertThat(found(scene, ground, scene.size())).isZero();
  }

  @Test
  void wallThatGoesDownToTheGroundKeepsMostOfItsFootWhereNoGroundIsSeen() {
    // Not where one cube ends and the next begins.
    Scene scene = wallOn(0, 0.1);
    for (double x = 0; x < 14; x += 0.2) {
      for (double y = 0; y < 32; y += 0.2) {
        scene.put(x, y, 300.1);
      }
    }
    look(scene.zone());
    int wall = wallOn(0, 0.1).size();
    int low = 0;
    for (int point = 0; point < wall; point++) {
      low += scene.zone().zMillimetres[point] < 300_150 ? 1 : 0;
    }
    assertThat(low).isGreaterThan(200);
    assertThat(found(scene, 0, wall)).isLessThan(low / 5);
  }

  @Test
  void nothingIsGroundInCubesOfWhatStandsOnNone() {
    Scene scene = wallOn(50, 0.1);
    features.fill(scene.zone());
    feet.begin(features.rows());
    for (int voxel = 0; voxel < features.rows(); voxel++) {
      feet.cube(features, voxel, false);
    }
    feet.count(features, scene.zone(), scene.size(), features.rows());
    assertThat(found(scene, 0, scene.size())).isZero();
  }
}
