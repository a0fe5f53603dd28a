package dev.catenary.capture;

import dev.catenary.capture.gnss.GnssStream;
import dev.catenary.capture.link.Datagram;
import dev.catenary.capture.link.DatagramSink;
import dev.catenary.capture.link.DatagramSource;
import dev.catenary.proto.counter.Counters;
import dev.catenary.proto.counter.DeviceCounter;
import dev.catenary.proto.flow.Stage;
import java.io.IOException;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The front door of capture: takes datagrams from their source, has them decoded, tied to GNSS time
 * and placed, and hands the placed batches on. One thread.
 */
public final class CapturePipeline implements Stage {
  private static final int DATAGRAMS_PER_STEP = 64;
  private static final int PORTS = 65_536;

  private final DatagramSource source;

  /** Once, because a method reference would be a new object for each step. */
  private final DatagramSink sink = this::accept;

  /** By port, so that no number is boxed for each packet. */
  private final @Nullable SensorInput[] sensorsByPort = new @Nullable SensorInput[PORTS];

  private final @Nullable GnssStream[] receiversByPort = new @Nullable GnssStream[PORTS];

  /** An array, because a list would make an iterator for each step. */
  private final SensorInput[] sensors;

  private final Counters counters;
  private final BooleanSupplier hasRoom;
  private final LongConsumer onStep;
  private final Runnable onEnd;
  private long sequence;
  private long hostTimeNanos;
  private boolean ended;

  /**
   * @param source of numbered datagrams
   * @param sensorsByPort which sensor a datagram belongs to, by its destination port
   * @param receiversByPort which receiver
   * @param hasRoom false while what comes after cannot take more; only a recording can wait
   * @param onStep told after each step the oldest sequence that is still held here
   * @param onEnd told once, when the source is exhausted and all is handed on
   */
  public CapturePipeline(
      DatagramSource source,
      Map<Integer, SensorInput> sensorsByPort,
      Map<Integer, GnssStream> receiversByPort,
      Counters counters,
      BooleanSupplier hasRoom,
      LongConsumer onStep,
      Runnable onEnd) {
    this.source = source;
    sensorsByPort.forEach((port, sensor) -> this.sensorsByPort[port] = sensor);
    receiversByPort.forEach((port, receiver) -> this.receiversByPort[port] = receiver);
    this.sensors = sensorsByPort.values().stream().distinct().toArray(SensorInput[]::new);
    this.counters = counters;
    this.hasRoom = hasRoom;
    this.onStep = onStep;
    this.onEnd = onEnd;
  }

  @Override
  public String roleName() {
    return "capture";
  }

  @Override
  public int doWork() throws IOException {
    int work = hasRoom.getAsBoolean() ? source.poll(sink, DATAGRAMS_PER_STEP) : 0;
    long oldest = sequence + 1;
    for (SensorInput sensor : sensors) {
      sensor.poseWait().drain(hostTimeNanos);
      oldest = Math.min(oldest, sensor.poseWait().oldestSequence());
    }
    onStep.accept(oldest);
    if (work == 0 && !ended && source.isExhausted()) {
      end();
    }
    return work;
  }

  private void accept(Datagram datagram) {
    sequence = datagram.sequence;
    hostTimeNanos = datagram.arrivalNanos;
    SensorInput sensor = sensorsByPort[datagram.destinationPort];
    GnssStream receiver = receiversByPort[datagram.destinationPort];
    if (sensor != null) {
      sensor.accept(datagram);
    } else if (receiver != null) {
      receiver.accept(datagram.bytes, datagram.offset, datagram.length, datagram.arrivalNanos);
    } else {
      counters.increment(DeviceCounter.DATAGRAMS_UNKNOWN_SOURCE);
    }
  }

  private void end() {
    ended = true;
    for (SensorInput sensor : sensors) {
      sensor.poseWait().end();
    }
    onEnd.run();
  }

  /** Counts what has not been placed by now as lost: it never will be. */
  @Override
  public void close() throws IOException {
    source.close();
    if (!ended) {
      end();
    }
  }
}
