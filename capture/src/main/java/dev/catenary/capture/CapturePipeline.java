package dev.catenary.capture;

import dev.catenary.capture.gnss.GnssStream;
import dev.catenary.capture.link.Datagram;
import dev.catenary.capture.link.DatagramSink;
import dev.catenary.capture.link.DatagramSource;
import dev.catenary.capture.link.SenderNumber;
import dev.catenary.capture.link.Strangers;
import dev.catenary.proto.counter.Counters;
import dev.catenary.proto.counter.DeviceCounter;
import dev.catenary.proto.flow.Stage;
import java.io.IOException;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;

/**
 * The front door of capture: takes datagrams from their source, has them decoded, tied to GNSS time
 * and placed, and hands the placed batches on. One thread.
 */
public final class CapturePipeline implements Stage {
  private static final int DATAGRAMS_PER_STEP = 64;

  private final DatagramSource source;

  /** Once, because a method reference would be a new object for each step. */
  private final DatagramSink sink = this::accept;

  private final PortTable<SensorInput> sensorsByPort;
  private final PortTable<GnssStream> receiversByPort;

  /** Arrays, because a list would make an iterator for each step. */
  private final SensorInput[] sensors;

  private final GnssStream[] receivers;
  private final Strangers strangers;
  private final RepeatedDatagrams repeated = new RepeatedDatagrams();
  private final Counters counters;
  private final BooleanSupplier hasRoom;
  private final LongConsumer onStep;
  private final Runnable onEnd;
  private long sequence;
  private long hostTimeNanos;
  private boolean ended;

  /**
   * @param source of numbered datagrams
   * @param sensorsByPort which sensor a datagram belongs to
   * @param receiversByPort which receiver
   * @param strangers told of datagrams that belong to none
   * @param hasRoom false while what comes after cannot take more; only a recording can wait
   * @param onStep told after each step the oldest sequence that is still held here
   * @param onEnd told once, when the source is exhausted and all is handed on
   */
  public CapturePipeline(
      DatagramSource source,
      PortTable<SensorInput> sensorsByPort,
      PortTable<GnssStream> receiversByPort,
      Strangers strangers,
      Counters counters,
      BooleanSupplier hasRoom,
      LongConsumer onStep,
      Runnable onEnd) {
    this.source = source;
    this.sensorsByPort = sensorsByPort;
    this.receiversByPort = receiversByPort;
    this.sensors = sensorsByPort.all().toArray(SensorInput[]::new);
    this.receivers = receiversByPort.all().toArray(GnssStream[]::new);
    this.strangers = strangers;
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
      oldest = Math.min(oldest, sensor.oldestSequence());
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
    for (GnssStream each : receivers) {
      each.quiet(hostTimeNanos);
    }
    SensorInput sensor = sensorsByPort.taker(datagram);
    GnssStream receiver = sensor == null ? receiversByPort.taker(datagram) : null;
    if (sensor == null && receiver == null) {
      counters.increment(DeviceCounter.DATAGRAMS_UNKNOWN_SOURCE);
      int port = datagram.destinationPort;
      strangers.count(
          datagram, sensorsByPort.isConfigured(port) || receiversByPort.isConfigured(port));
    } else if (datagram.sourceIpv4 != SenderNumber.ANY && repeated.isRepeated(datagram)) {
      counters.increment(DeviceCounter.DATAGRAMS_REPEATED);
    } else if (sensor != null) {
      sensor.accept(datagram);
    } else if (receiver != null) {
      receiver.accept(datagram.bytes, datagram.offset, datagram.length, datagram.arrivalNanos);
    }
  }

  private void end() {
    ended = true;
    for (GnssStream receiver : receivers) {
      receiver.end();
    }
    for (SensorInput sensor : sensors) {
      sensor.end();
      sensor.poseWait().drain(hostTimeNanos);
    }
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
