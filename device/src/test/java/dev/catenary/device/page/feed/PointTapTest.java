package dev.catenary.device.page.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.catenary.proto.point.PointBatch;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class PointTapTest {
  private final PointTap tap = new PointTap();
  private final PointFeed feed = new PointFeed(tap, new ZoneFrames(), 2_000_000);

  private static PointBatch batch(int size, double east) {
    PointBatch batch = new PointBatch(size);
    for (int i = 0; i < size; i++) {
      batch.eastingMetres[i] = east + i;
      batch.northingMetres[i] = 6_000_000 + i;
      batch.heightMetres[i] = 100;
      batch.intensity[i] = (char) (i % 300);
    }
    batch.size = size;
    return batch;
  }

  @Test
  void nothingIsCopiedWhileNobodyWatches() {
    tap.look(batch(100, 500_000));
    assertThat(tap.copied()).isZero();
    PointStream viewer = feed.open();
    tap.look(batch(100, 500_000));
    assertThat(tap.copied()).isPositive();
    long copied = tap.copied();
    viewer.close();
    viewer.close();
    tap.look(batch(100, 500_000));
    assertThat(tap.copied()).isEqualTo(copied);
  }

  @Test
  void onePointOfSoManyIsCopiedAcrossBatches() {
    feed.open();
    tap.oneOf(7);
    for (int i = 0; i < 100; i++) {
      tap.look(batch(5, 500_000 + i));
    }
    assertThat(tap.copied()).isEqualTo(72);
  }

  @Test
  void aFramesPointsAreWhereTheyWere() {
    PointStream viewer = feed.open();
    tap.oneOf(1);
    tap.look(batch(300, 500_000));
    viewer.earn(500);
    byte[] bytes = viewer.next();
    assertThat(bytes).isNotNull();
    ByteBuffer frame = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    assertThat(frame.get(0)).isEqualTo((byte) 'P');
    assertThat(frame.get(1)).isEqualTo((byte) 'C');
    assertThat(frame.get(3)).isEqualTo((byte) 1);
    assertThat(frame.getInt(36)).isEqualTo(300);
    assertThat(frame.getInt(40)).isEqualTo(1);
    double scale = frame.getFloat(32);
    for (int i : new int[] {0, 7, 299}) {
      int at = 48 + 8 * i;
      assertThat(frame.getDouble(8) + frame.getShort(at) * scale)
          .isCloseTo(500_000 + i, org.assertj.core.data.Offset.offset(0.011));
      assertThat(frame.getDouble(16) + frame.getShort(at + 2) * scale)
          .isCloseTo(6_000_000 + i, org.assertj.core.data.Offset.offset(0.011));
      assertThat(frame.getDouble(24) + frame.getShort(at + 4) * scale)
          .isCloseTo(100, org.assertj.core.data.Offset.offset(0.011));
      assertThat(frame.get(at + 7) & 0xFF).isEqualTo(Math.min(255, i));
    }
  }

  /** Beyond what 16 bits of centimetres hold the scale grows; no point is folded back. */
  @Test
  void farPointsAreSentCoarser() {
    PointStream viewer = feed.open();
    tap.oneOf(1);
    tap.look(batch(2_000, 500_000));
    viewer.earn(500);
    ByteBuffer frame = ByteBuffer.wrap(viewer.next()).order(ByteOrder.LITTLE_ENDIAN);
    double scale = frame.getFloat(32);
    assertThat(scale).isGreaterThan(0.01);
    int last = 48 + 8 * 1_999;
    assertThat(frame.getDouble(8) + frame.getShort(last) * scale)
        .isCloseTo(501_999, org.assertj.core.data.Offset.offset(2 * scale));
  }

  /** Of 2 Mbit/s, 250,000 bytes a second; half a second may be saved up. */
  @Test
  void aViewerIsSentNoMoreThanItsRate() {
    PointStream viewer = feed.open();
    tap.oneOf(1);
    long bytes = 0;
    for (int tick = 0; tick < 100; tick++) {
      for (int i = 0; i < 20; i++) {
        tap.look(batch(1_000, 500_000));
      }
      viewer.earn(100);
      for (byte[] frame = viewer.next(); frame != null; frame = viewer.next()) {
        bytes += frame.length;
      }
    }
    assertThat(bytes).isBetween(2_000_000L, 2_500_000L + 125_000 + 33_000);
    assertThat(viewer.dropped()).isPositive();
  }

  @Test
  void whatASlowViewerDoesNotTakeIsLostToItAloneAndCounted() {
    PointStream slow = feed.open();
    PointStream quick = feed.open();
    tap.oneOf(1);
    int taken = 0;
    for (int tick = 0; tick < 10; tick++) {
      tap.look(batch(500, 500_000));
      slow.earn(100);
      slow.pass();
      quick.earn(100);
      taken += quick.next() == null ? 0 : 1;
    }
    assertThat(taken).isEqualTo(10);
    assertThat(quick.dropped()).isZero();
    assertThat(slow.dropped()).isEqualTo(10);
    tap.look(batch(500, 500_000));
    slow.earn(100);
    ByteBuffer frame = ByteBuffer.wrap(slow.next()).order(ByteOrder.LITTLE_ENDIAN);
    assertThat(frame.getInt(4)).as("gap in the frames' numbers").isEqualTo(10);
    assertThat(frame.getInt(44)).isEqualTo(10);
  }

  /**
   * The writer laps the reader again and again. Each point's three coordinates were written
   * together; were one read half overwritten, they would differ.
   */
  @Test
  void noPointIsReadHalfOverwritten() throws Exception {
    feed.open();
    tap.oneOf(1);
    AtomicBoolean stop = new AtomicBoolean();
    Thread writer =
        Thread.ofPlatform()
            .start(
                () -> {
                  PointBatch batch = new PointBatch(384);
                  batch.size = 384;
                  int round = 0;
                  while (!stop.get()) {
                    round = (round + 1) % 1_000_000;
                    for (int i = 0; i < 384; i++) {
                      batch.eastingMetres[i] = round;
                      batch.northingMetres[i] = round;
                      batch.heightMetres[i] = round;
                    }
                    tap.look(batch);
                  }
                });
    try {
      PointTap.Points points = new PointTap.Points(PointTap.POINTS);
      long from = 0;
      long read = 0;
      for (int i = 0; i < 2_000 || read == 0; i++) {
        int count = tap.read(from, points);
        for (int point = 0; point < count; point++) {
          if (points.north[point] != points.east[point]
              || points.height[point] != points.east[point]) {
            fail("point %d was read in two halves", points.first + point);
          }
        }
        from = points.first + count;
        read += count;
        // Now and then so late that the writer has gone round.
        from = i % 3 == 0 ? Math.max(0, from - PointTap.POINTS) : from;
      }
      assertThat(read).isPositive();
    } finally {
      stop.set(true);
      writer.join();
    }
  }
}
