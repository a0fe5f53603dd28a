package dev.catenary.capture.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.catenary.proto.point.PointBatch;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** GPS time as a LAS file holds it, and the return number, name a point. */
class PulseTimesTest {
  private static final long LAS_EPOCH = 1_000_000_000_000_000_000L;

  /** September 2026, and 2031, when a file's last digit is twice as coarse. */
  private static final long YEAR_2026 = 1_472_000_000_123_456_789L;

  private static final long YEAR_2031 = 1_620_000_000_123_456_789L;

  private static long startOf(int year) {
    return switch (year) {
      case 2020 -> 1_269_932_473_123_456_789L;
      case 2026 -> YEAR_2026;
      case 2029 -> 1_560_000_000_123_456_789L;
      default -> YEAR_2031;
    };
  }

  private static double las(PointBatch batch, int point) {
    return (batch.gpsTimeNanos(point) - LAS_EPOCH) / 1e9;
  }

  /** Rows of columns that are measured at one moment, as an Ouster's; two returns of most. */
  private static PointBatch columns(long gpsNanos, int rows, long columnNanos, int columns) {
    PointBatch batch = new PointBatch(2 * rows * columns);
    batch.sensorToGpsNanos = gpsNanos;
    for (int column = 0; column < columns; column++) {
      for (int row = 0; row < rows; row++) {
        int count = row % 3 == 0 ? 1 : 2;
        for (int number = 1; number <= count; number++) {
          batch.ring[batch.size] = (byte) row;
          batch.lasReturns[batch.size] = PointBatch.lasReturns(number, count);
          batch.sensorTimeNanos[batch.size++] = column * columnNanos;
        }
      }
    }
    return batch;
  }

  private static void assertKeys(PointBatch batch, Set<String> keys) {
    for (int i = 0; i < batch.size; i++) {
      String key = las(batch, i) + " " + (batch.lasReturns[i] & 0xF);
      assertThat(keys.add(key)).as("point %d", i).isTrue();
    }
  }

  @ParameterizedTest
  @CsvSource({"2020, 1", "2026, 1", "2026, 4", "2029, 1", "2031, 1"})
  void rowsOfOneMomentHaveTimesOfTheirOwnAcrossPacketsAndSensors(int year, int sensors) {
    Set<String> keys = new HashSet<>();
    PulseTimes[] times = new PulseTimes[sensors];
    for (int sensor = 0; sensor < sensors; sensor++) {
      times[sensor] = new PulseTimes(sensor, sensors);
    }
    for (int packet = 0; packet < 50; packet++) {
      for (int sensor = 0; sensor < sensors; sensor++) {
        long start = startOf(year) + packet * 16 * 48_828L;
        PointBatch batch = columns(start, 128, 48_828, 16);
        batch.sensor = sensor;
        long[] before = batch.sensorTimeNanos.clone();
        times[sensor].setApart(batch);
        assertKeys(batch, keys);
        long tick = year < 2028 ? 65 : 129;
        for (int i = 0; i < batch.size; i++) {
          assertThat(batch.sensorTimeNanos[i] - before[i])
              .isBetween(-tick * sensors, 128 * tick * sensors);
        }
      }
    }
  }

  @Test
  void returnsOfOnePulseStayTogether() {
    PointBatch batch = columns(YEAR_2026, 16, 55_296, 4);
    new PulseTimes(0, 1).setApart(batch);
    for (int i = 1; i < batch.size; i++) {
      boolean same = (batch.lasReturns[i] & 0xF) == 2;
      assertThat(las(batch, i) == las(batch, i - 1)).isEqualTo(same);
    }
  }

  /** As a Hesai's: the lasers of a block fire in another order than they are sent. */
  @Test
  void pulsesInAnyOrderHaveTimesOfTheirOwn() {
    Random random = new Random(4);
    PulseTimes times = new PulseTimes(0, 1);
    Set<String> keys = new HashSet<>();
    for (int packet = 0; packet < 200; packet++) {
      PointBatch batch = columns(YEAR_2026 + packet * 222_220L, 128, 111_110, 2);
      long[] offsets = random.longs(128, 0, 40).map(step -> step * 1_000 + 37).toArray();
      long[] before = new long[batch.size];
      for (int i = 0; i < batch.size; i++) {
        batch.sensorTimeNanos[i] += offsets[batch.ring[i] & 0xFF];
        before[i] = batch.sensorTimeNanos[i];
      }
      times.setApart(batch);
      assertKeys(batch, keys);
      for (int i = 0; i < batch.size; i++) {
        assertThat(Math.abs(batch.sensorTimeNanos[i] - before[i])).isLessThan(1_000);
      }
    }
  }

  @Test
  void clockThatJumpsBackBeginsAnew() {
    PulseTimes times = new PulseTimes(0, 1);
    times.setApart(columns(YEAR_2026, 128, 48_828, 16));
    PointBatch earlier = columns(YEAR_2026 - 3_600_000_000_000L, 128, 48_828, 16);
    times.setApart(earlier);
    assertThat(Math.abs(earlier.sensorTimeNanos[0])).isLessThan(100);
  }

  @Test
  void sensorOutsideTheirNumberIsRefused() {
    assertThatThrownBy(() -> new PulseTimes(2, 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("sensor 2 of 2");
  }
}
