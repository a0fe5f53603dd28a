package dev.catenary.capture;

import dev.catenary.capture.georeference.PoseWait;
import dev.catenary.capture.gnss.GnssStream;
import dev.catenary.capture.link.Datagram;
import dev.catenary.capture.sensor.DecodeStatus;
import dev.catenary.capture.sensor.PacketFramer;
import dev.catenary.capture.sensor.SensorDecoder;
import dev.catenary.capture.sensor.TimePacket;
import dev.catenary.capture.time.TimeTie;
import dev.catenary.proto.counter.Counters;
import dev.catenary.proto.counter.DeviceCounter;
import dev.catenary.proto.point.PointBatch;
import dev.catenary.proto.point.PointBatchPool;
import dev.catenary.proto.point.TimeQuality;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** One sensor's way from packets to batches that wait for their pose. */
public final class SensorInput {
  /** Of those that are compared; a longer one is taken as new. */
  private static final int SENTENCE_BYTES_MAX = 128;

  private final int sensor;
  private final SensorDecoder decoder;
  private final @Nullable PacketFramer framer;
  private final TimeTie tie;
  private final PoseWait wait;
  private final GnssStream gnss;
  private final PointBatchPool pool;
  private final Counters counters;
  private final RepeatedSentence sentence = new RepeatedSentence(SENTENCE_BYTES_MAX);
  private final UndecidedPackets undecided = new UndecidedPackets();
  private final PacketFramer.PacketSink framed = this::framed;
  private Datagram arrived = new Datagram();
  private volatile long missing;
  private long skipped;
  private long invalidColumns;
  private long unknownProducts;
  private volatile long packets;
  private volatile long points;
  private volatile long bad;
  private volatile TimeQuality timeQuality = TimeQuality.NONE;

  /**
   * @param sensor index in the configuration
   * @param gnss takes the NMEA that the sensor's position packets carry
   */
  public SensorInput(
      int sensor,
      SensorDecoder decoder,
      TimeTie tie,
      PoseWait wait,
      GnssStream gnss,
      PointBatchPool pool,
      Counters counters) {
    this.sensor = sensor;
    this.decoder = decoder;
    this.framer = decoder.framer();
    this.tie = tie;
    this.wait = wait;
    this.gnss = gnss;
    this.pool = pool;
    this.counters = counters;
  }

  void accept(Datagram datagram) {
    gnss.quiet(datagram.arrivalNanos);
    PacketFramer cutter = framer;
    if (cutter == null) {
      if (undecided.keep(decoder, datagram)) {
        return;
      }
      if (undecided.endsWith(datagram.length)) {
        decodeUndecided();
      }
      packet(datagram);
      return;
    }
    arrived = datagram;
    cutter.accept(datagram.bytes, datagram.offset, datagram.length, framed);
    counters.add(DeviceCounter.SERIAL_BYTES_SKIPPED, cutter.bytesSkipped() - skipped);
    skipped = cutter.bytesSkipped();
  }

  private void packet(Datagram datagram) {
    if (packet(datagram, datagram.bytes, datagram.offset, datagram.length) == DecodeStatus.OK) {
      undecided.over();
    }
  }

  private void decodeUndecided() {
    for (Datagram kept : undecided.takeAll()) {
      packet(kept);
    }
  }

  /** The oldest datagram that is still held here; {@link Long#MAX_VALUE} when none is. */
  long oldestSequence() {
    return Math.min(wait.oldestSequence(), undecided.oldestSequence());
  }

  /** A packet that began in an earlier datagram belongs to the one that completes it. */
  private boolean framed(ByteBuffer bytes, int offset, int length) {
    return packet(arrived, bytes, offset, length) == DecodeStatus.OK;
  }

  private DecodeStatus packet(Datagram datagram, ByteBuffer bytes, int offset, int length) {
    PointBatch batch = pool.tryTake();
    if (batch == null) {
      counters.add(DeviceCounter.POINTS_DROPPED_NO_BATCH, decoder.pointsPerPacketMax());
      return DecodeStatus.OK;
    }
    DecodeStatus status = decoder.decode(bytes, offset, length, batch);
    counters.increment(status.counter());
    if (status == DecodeStatus.ANCILLARY) {
      timePacket(datagram, bytes);
    } else if (status != DecodeStatus.OK) {
      oneBadMore();
    }
    if (batch.size == 0) {
      pool.giveBack(batch);
      return status;
    }
    batch.sensor = sensor;
    batch.sequence = datagram.sequence;
    batch.hostTimeNanos = datagram.arrivalNanos;
    tie.tie(batch);
    onePacketMore(batch.timeQuality, batch.size);
    counters.add(DeviceCounter.POINTS_DECODED, batch.size);
    countGaps();
    wait.offer(batch);
    return status;
  }

  private void timePacket(Datagram datagram, ByteBuffer bytes) {
    TimePacket told = decoder.timePacket();
    if (told != null) {
      tie.locked(told.isTimeLocked());
      int at = told.sentenceOffset();
      int length = told.sentenceLength();
      if (!sentence.isRepeated(bytes, at, length)) {
        gnss.accept(bytes, at, length, datagram.arrivalNanos);
      }
    }
  }

  private void countGaps() {
    long missingNow = decoder.packetsMissing();
    long invalidNow = decoder.columnsInvalid();
    if (missingNow != missing) {
      counters.add(DeviceCounter.PACKETS_MISSING, missingNow - missing);
      missing = missingNow;
    }
    long unknownNow = decoder.packetsOfUnknownProduct();
    if (unknownNow != unknownProducts) {
      counters.add(DeviceCounter.PACKETS_UNKNOWN_PRODUCT, unknownNow - unknownProducts);
      unknownProducts = unknownNow;
    }
    if (invalidNow != invalidColumns) {
      counters.add(DeviceCounter.COLUMNS_INVALID, invalidNow - invalidColumns);
      invalidColumns = invalidNow;
    }
  }

  /** Only the capture thread counts, so no other can come between the two halves. */
  @SuppressWarnings("NonAtomicVolatileUpdate")
  private void onePacketMore(TimeQuality quality, int pointsMore) {
    packets++;
    points += pointsMore;
    timeQuality = quality;
  }

  @SuppressWarnings("NonAtomicVolatileUpdate")
  private void oneBadMore() {
    bad++;
  }

  /** Points of those packets. Any thread. */
  public long points() {
    return points;
  }

  /** Packets that gaps in the sensor's own sequence show to be missing. Any thread. */
  public long packetsMissing() {
    return missing;
  }

  /** Packets that came and could not be decoded. Any thread. */
  public long packetsBad() {
    return bad;
  }

  /** Packets that held points, since the start. Any thread. */
  public long packets() {
    return packets;
  }

  /** Source of the last points' time. Any thread. */
  public TimeQuality timeQuality() {
    return timeQuality;
  }

  /** Nothing more will come. */
  void end() {
    decodeUndecided();
    gnss.end();
  }

  PoseWait poseWait() {
    return wait;
  }

  public String describe() {
    return decoder.describe();
  }

  /** Maker, model and serial number, as far as known. */
  public String hardware() {
    return decoder.hardware();
  }

  /** The largest intensity a point of it can have. */
  public int intensityMax() {
    return decoder.intensityMax();
  }
}
