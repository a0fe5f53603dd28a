package dev.catenary.inference.zone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.catenary.proto.counter.Counters;
import dev.catenary.proto.counter.DeviceCounter;
import dev.catenary.proto.point.PointBatch;
import dev.catenary.proto.zone.DurableSequences;
import dev.catenary.proto.zone.DurableZones;
import dev.catenary.proto.zone.SequenceRuns;
import dev.catenary.proto.zone.Zone;
import dev.catenary.proto.zone.ZoneId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * The grid itself between a journal and chunks that become durable in any order, with the power
 * gone at random moments: each point is in exactly one chunk, or was counted as dropped. The
 * property's seed is told where it fails.
 */
final class ExactlyOnceTest {
  private static final long SECOND = 1_000_000_000L;
  private static final int DATAGRAMS = 120;
  private static final int LIVES_MAX = 30;

  /** The points' squares of one datagram; a batch for each frame of it. */
  private record Datagram(int sensor, List<int[]> frames, int firstPoint) {}

  private record Chunk(ZoneId id, SequenceRuns sequences, long highest, int[] points) {}

  @Property(tries = 300)
  void eachPointIsInOneDurableChunkWhateverTheOrder(
      @ForAll Random random,
      @ForAll @IntRange(min = 1, max = 3) int sensors,
      @ForAll @IntRange(min = 1, max = 40) int pointsMax,
      @ForAll @IntRange(min = 0, max = 6) int crashes) {
    Run run = new Run(random, sensors, pointsMax, 1_000);
    run.all(crashes);
    assertThat(run.dropped).isZero();
    assertThat(run.times()).containsOnly(1);
  }

  @Property(tries = 300)
  void whatIsMissingForWantOfMemoryWasCounted(
      @ForAll Random random,
      @ForAll @IntRange(min = 1, max = 3) int sensors,
      @ForAll @IntRange(min = 1, max = 4) int zonesOfMemory,
      @ForAll @IntRange(min = 0, max = 6) int crashes) {
    Run run = new Run(random, sensors, 40, zonesOfMemory);
    run.all(crashes);
    int missing = 0;
    for (int times : run.times()) {
      assertThat(times).isLessThanOrEqualTo(1);
      missing += 1 - times;
    }
    assertThat((long) missing).isLessThanOrEqualTo(run.dropped);
  }

  /** The rule of old fails in the very same runs, so that these can show a fault. */
  @Test
  void highestDurableSequenceOfASquareLosesPointsInSuchRuns() {
    int runsWithLoss = 0;
    for (int seed = 0; seed < 50; seed++) {
      Run run = new Run(new Random(seed), 2, 20, 1_000);
      run.watermark = true;
      run.all(3);
      runsWithLoss += Arrays.stream(run.times()).anyMatch(times -> times == 0) ? 1 : 0;
    }
    assertThat(runsWithLoss).isGreaterThan(10);
  }

  /** One vehicle's data folder over all its lives. */
  private static final class Run {
    private final Random random;
    private final int sensors;
    private final int pointsMax;
    private final int zonesOfMemory;
    private final List<Datagram> journal = new ArrayList<>();
    private final List<Chunk> durable = new ArrayList<>();
    private int points;
    private int keptFrom;
    private long dropped;
    private boolean watermark;

    Run(Random random, int sensors, int pointsMax, int zonesOfMemory) {
      this.random = random;
      this.sensors = sensors;
      this.pointsMax = pointsMax;
      this.zonesOfMemory = zonesOfMemory;
      for (int sequence = 0; sequence < DATAGRAMS; sequence++) {
        Datagram datagram = new Datagram(random.nextInt(sensors), new ArrayList<>(), points);
        // None for a position; several for a serial read.
        for (int frames = random.nextInt(4); frames > 0; frames--) {
          int[] columns = new int[1 + random.nextInt(6)];
          for (int i = 0; i < columns.length; i++) {
            columns[i] = random.nextInt(3);
          }
          datagram.frames.add(columns);
          points += columns.length;
        }
        journal.add(datagram);
      }
    }

    void all(int crashes) {
      int left = crashes;
      for (int life = 0; life < LIVES_MAX; life++) {
        boolean dies = left-- > 0;
        if (new Life(this, dies ? random.nextInt(4 * DATAGRAMS) : Integer.MAX_VALUE).run()) {
          return;
        }
      }
      throw new IllegalStateException("no life came to its end");
    }

    private DurableSequences durableOf(ZoneId id) {
      List<SequenceRuns> runs =
          durable.stream()
              .filter(chunk -> chunk.id.equals(id))
              .map(chunk -> watermark ? upTo(chunk.highest) : chunk.sequences)
              .toList();
      return runs.isEmpty()
          ? DurableSequences.NONE
          : new DurableSequences(SequenceRuns.union(runs), SequenceRuns.NONE, SequenceRuns.NONE);
    }

    private static SequenceRuns upTo(long highest) {
      return SequenceRuns.ofEnds(0, highest);
    }

    /** The number of times that each point is in a durable chunk. */
    private int[] times() {
      int[] times = new int[points];
      durable.forEach(
          chunk -> {
            for (int point : chunk.points) {
              times[point]++;
            }
          });
      return times;
    }
  }

  /** From a start to a cut, or to the end. */
  private static final class Life {
    private final Run run;
    private final Random random;
    private int stepsLeft;
    private int next;
    private final List<ArrayDeque<Integer>> waiting = new ArrayList<>();
    private final List<Zone> closed = new ArrayList<>();
    private final Counters counters = new Counters();
    private final ZonePool pool;
    private final ZoneGrid grid;

    Life(Run run, int steps) {
      this.run = run;
      this.random = run.random;
      this.stepsLeft = steps;
      this.next = run.keptFrom;
      for (int sensor = 0; sensor < run.sensors; sensor++) {
        waiting.add(new ArrayDeque<>());
      }
      pool = new ZonePool((long) run.zonesOfMemory * ZonePool.FIRST_POINTS * Zone.BYTES_PER_POINT);
      DurableZones durable = run::durableOf;
      grid =
          new ZoneGrid(
              new ZoneConfig("EPSG:32755", 32, SECOND, run.pointsMax, 3 * SECOND, 1L << 30),
              pool,
              durable,
              counters,
              closed::add);
    }

    /** Lives; true when all was read, gathered and sealed. */
    boolean run() {
      while (stepsLeft-- > 0) {
        if (next == DATAGRAMS && waiting.stream().allMatch(ArrayDeque::isEmpty)) {
          grid.closeAll();
          while (!closed.isEmpty() && stepsLeft-- > 0) {
            seal();
          }
          run.dropped += counters.get(DeviceCounter.POINTS_DROPPED_ZONE_MEMORY);
          return closed.isEmpty();
        }
        step();
      }
      run.dropped += counters.get(DeviceCounter.POINTS_DROPPED_ZONE_MEMORY);
      return false;
    }

    private void step() {
      switch (random.nextInt(6)) {
        case 0, 1 -> {
          if (next < DATAGRAMS) {
            waiting.get(run.journal.get(next).sensor).add(next++);
          }
        }
        case 2, 3 -> place(waiting.get(random.nextInt(run.sensors)).poll());
        case 4 -> {
          if (!closed.isEmpty()) {
            seal();
          }
        }
        default -> told();
      }
    }

    private void place(@Nullable Integer sequence) {
      if (sequence == null) {
        return;
      }
      Datagram datagram = run.journal.get(sequence);
      int point = datagram.firstPoint;
      for (int[] columns : datagram.frames) {
        PointBatch batch = new PointBatch(columns.length);
        batch.sequence = sequence;
        batch.hostTimeNanos = sequence * SECOND / 10;
        batch.size = columns.length;
        for (int i = 0; i < columns.length; i++) {
          batch.eastingMetres[i] = columns[i] * 32 + 1;
          batch.sensorTimeNanos[i] = point++;
        }
        grid.accept(batch);
      }
    }

    /** Does what follows a step of capture; the journal may then let go of some. */
    private void told() {
      long oldest = next;
      for (ArrayDeque<Integer> sensor : waiting) {
        oldest = sensor.isEmpty() ? oldest : Math.min(oldest, sensor.peek());
      }
      grid.haveCome(oldest);
      grid.betweenDatagrams();
      oldest = Math.min(oldest, grid.oldestOpenSequence());
      for (Zone zone : closed) {
        oldest = Math.min(oldest, zone.firstSequence);
      }
      if (oldest > run.keptFrom && random.nextBoolean()) {
        run.keptFrom += random.nextInt((int) oldest - run.keptFrom + 1);
      }
    }

    /** Any of them: the recorders overtake each other. */
    private void seal() {
      Zone zone = closed.remove(random.nextInt(closed.size()));
      int[] points = new int[zone.size];
      for (int i = 0; i < zone.size; i++) {
        points[i] = (int) zone.gpsTimeNanos[i];
      }
      run.durable.add(new Chunk(zone.id, zone.sequences.toRuns(), zone.lastSequence, points));
      pool.giveBack(zone);
    }
  }
}
