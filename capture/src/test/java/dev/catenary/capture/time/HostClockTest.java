package dev.catenary.capture.time;

import static org.assertj.core.api.Assertions.assertThat;

import dev.catenary.capture.gnss.GnssFix;
import dev.catenary.capture.gnss.GnssListener;
import dev.catenary.capture.gnss.GnssStream;
import dev.catenary.capture.gnss.HeardMessages;
import dev.catenary.capture.gnss.InsSolution;
import dev.catenary.capture.gnss.ReceiverSettings;
import dev.catenary.proto.counter.Counters;
import dev.catenary.proto.point.PointBatch;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class HostClockTest {
  private static final long SECOND = 1_000_000_000L;
  private static final long HOUR = 3_600 * SECOND;
  private static final long NOW = Instant.parse("2026-11-21T07:12:30Z").getEpochSecond() * SECOND;

  private final HostClock clock = new HostClock();

  @Test
  void clockThatIsRightIsLeftAloneWhateverTheSentencesDelay() {
    clock.tell(NOW, NOW + SECOND);
    assertThat(clock.isTold()).isTrue();
    assertThat(clock.utcNanos(NOW + 2 * SECOND)).isEqualTo(NOW + 2 * SECOND);
  }

  @Test
  void startIn1970GoesOnInTheReceiversTimeAndIsSetRightWithoutAStep() {
    assertThat(clock.utcNanos(5 * SECOND)).isEqualTo(5 * SECOND);
    clock.tell(NOW, 6 * SECOND);
    assertThat(clock.utcNanos(7 * SECOND)).isEqualTo(NOW + SECOND);
    assertThat(clock.utcNanos(NOW + 2 * SECOND + 1)).isEqualTo(NOW + 2 * SECOND + 1);
    assertThat(clock.aheadNanos()).isZero();
  }

  @Test
  void hourBackIsNoHourBackInTime() {
    clock.tell(NOW, NOW);
    assertThat(clock.utcNanos(NOW + SECOND)).isEqualTo(NOW + SECOND);
    assertThat(clock.utcNanos(NOW + 2 * SECOND - HOUR)).isEqualTo(NOW + SECOND);
    clock.tell(NOW + 3 * SECOND, NOW + 3 * SECOND - HOUR);
    assertThat(clock.utcNanos(NOW + 4 * SECOND - HOUR))
        .isBetween(NOW + 3 * SECOND, NOW + 4 * SECOND);
    assertThat(clock.utcNanos(NOW + 5 * SECOND)).isEqualTo(NOW + 5 * SECOND);
  }

  @Test
  void gapInWhatArrivesIsNoStep() {
    clock.tell(NOW, NOW);
    assertThat(clock.utcNanos(NOW + HOUR)).isEqualTo(NOW + HOUR);
  }

  /** Half a minute wrong, and silent for five seconds: nobody has set the clock. */
  @Test
  void silenceLeavesTheCorrectionWhereItIs() {
    clock.tell(NOW, NOW - 30 * SECOND);
    assertThat(clock.utcNanos(NOW - 29 * SECOND)).isEqualTo(NOW + SECOND);
    assertThat(clock.utcNanos(NOW - 24 * SECOND)).isEqualTo(NOW + 6 * SECOND);
    clock.tell(NOW + 7 * SECOND, NOW + 37 * SECOND);
    assertThat(clock.utcNanos(NOW + 42 * SECOND)).isEqualTo(NOW + 12 * SECOND);
    assertThat(clock.aheadNanos()).isEqualTo(-30 * SECOND);
  }

  @Test
  void clockThatIsSetRightDuringASilenceIsRight() {
    clock.tell(NOW, NOW - 30 * SECOND);
    assertThat(clock.utcNanos(NOW + 5 * SECOND)).isEqualTo(NOW + 5 * SECOND);
    clock.tell(NOW + 6 * SECOND, NOW + 6 * SECOND + HOUR);
    assertThat(clock.utcNanos(NOW + 16 * SECOND)).isEqualTo(NOW + 16 * SECOND);
    assertThat(clock.aheadNanos()).isZero();
  }

  @Test
  void clockThatNobodyHasToldTheTimeIsBelievedWhateverItShows() {
    assertThat(clock.utcNanos(NOW)).isEqualTo(NOW);
    assertThat(clock.utcNanos(NOW - HOUR)).isEqualTo(NOW - HOUR);
    assertThat(clock.aheadNanos()).isZero();
  }

  /** Runs are told apart by the sequences of their datagrams: a journal holds several. */
  private void tie(TimeTie tie, long run, long hostNanos) {
    PointBatch batch = new PointBatch(1);
    batch.size = 1;
    batch.sequence = (run << 40) + 1;
    batch.hostTimeNanos = hostNanos;
    tie.tie(batch);
  }

  @Test
  void runThatBeginsEarlierByTheHostsClockIsNoClockSetBack() {
    TimeTie tie = new TimeTie(SensorTimeScale.FREE, 18, clock, new Counters());
    clock.tell(NOW, NOW);
    tie(tie, 7, NOW + SECOND);
    tie(tie, 8, NOW - HOUR);
    assertThat(clock.aheadNanos()).isZero();
    tie(tie, 8, NOW - 2 * HOUR);
    assertThat(clock.aheadNanos()).isEqualTo(HOUR);
  }

  @Test
  void clockThatIsRightWhenTheNextRunBeginsIsLeftAlone() {
    TimeTie tie = new TimeTie(SensorTimeScale.FREE, 18, clock, new Counters());
    tie(tie, 7, 5 * SECOND);
    clock.tell(NOW, 6 * SECOND);
    tie(tie, 7, 7 * SECOND);
    assertThat(clock.aheadNanos()).isEqualTo(NOW - 6 * SECOND);
    tie(tie, 8, 9 * SECOND);
    assertThat(clock.aheadNanos()).isEqualTo(NOW - 6 * SECOND);
    tie(tie, 9, NOW + HOUR);
    assertThat(clock.aheadNanos()).isZero();
  }

  @Test
  void pulsedSensorGetsItsHourFromTheReceiverWhenTheHostStartsIn1970() {
    PointBatch batch = new PointBatch(1);
    TimeTie tie = new TimeTie(SensorTimeScale.UTC_HOUR, 18, clock, new Counters());
    tie.locked(true);
    clock.tell(NOW, 6 * SECOND);
    batch.size = 1;
    batch.sensorTimeNanos[0] = (12 * 60 + 31) * SECOND;
    batch.hostTimeNanos = 7 * SECOND;
    tie.tie(batch);
    assertThat(batch.gpsTimeNanos(0)).isEqualTo(GpsTime.ofUnix(NOW + SECOND, 18));
  }

  @Test
  void timeWithoutADateTellsNothing() {
    GnssStream receiver =
        new GnssStream(
            new Counters(), ReceiverSettings.of(18), clock, new HeardMessages(), new Nobody());
    say(receiver, "GPGGA,071230.00,3751.65,S,14507.36,E,1,12,1.0,60.0,M,0.0,M,,", 6 * SECOND);
    assertThat(clock.isTold()).isFalse();
    say(receiver, "GPRMC,071230.00,A,3751.65,S,14507.36,E,0.0,0.0,211126,,,A", 6 * SECOND);
    say(receiver, "GPGGA,071231.00,3751.65,S,14507.36,E,1,12,1.0,60.0,M,0.0,M,,", 7 * SECOND);
    assertThat(clock.isTold()).isTrue();
    assertThat(clock.aheadNanos()).isEqualTo(NOW - 6 * SECOND);
  }

  private static void say(GnssStream receiver, String sentence, long hostNanos) {
    int checksum = sentence.chars().reduce(0, (a, b) -> a ^ b);
    byte[] bytes =
        String.format("$%s*%02X\r\n", sentence, checksum).getBytes(StandardCharsets.US_ASCII);
    receiver.accept(ByteBuffer.wrap(bytes), 0, bytes.length, hostNanos);
  }

  private static final class Nobody implements GnssListener {
    @Override
    public void fix(GnssFix fix) {}

    @Override
    public void ins(InsSolution solution) {}
  }
}
