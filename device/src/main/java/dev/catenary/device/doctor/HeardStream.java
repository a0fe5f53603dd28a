package dev.catenary.device.doctor;

import dev.catenary.capture.PacketShape;
import dev.catenary.capture.Sensors;
import dev.catenary.capture.gnss.GnssFix;
import dev.catenary.capture.gnss.GnssListener;
import dev.catenary.capture.gnss.GnssStream;
import dev.catenary.capture.gnss.HeardMessages;
import dev.catenary.capture.gnss.InsSolution;
import dev.catenary.capture.gnss.ReceiverSettings;
import dev.catenary.capture.sensor.SensorDescription;
import dev.catenary.capture.time.HostClock;
import dev.catenary.capture.time.LeapSeconds;
import dev.catenary.device.health.PoseNeeds;
import dev.catenary.proto.counter.Counters;
import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Packets or bytes of one sender: the sensor whose shape they have, or the messages in them. */
public final class HeardStream {
  private static final GnssListener NOBODY =
      new GnssListener() {
        @Override
        public void fix(GnssFix fix) {}

        @Override
        public void ins(InsSolution solution) {}
      };

  private final HeardMessages messages = new HeardMessages();
  private final GnssStream receiver =
      new GnssStream(
          new Counters(),
          ReceiverSettings.of(LeapSeconds.byDate()),
          new HostClock(),
          messages,
          NOBODY);
  private @Nullable SensorDescription sensor;
  private String model = "";
  private String shape = "";
  private long packets;
  private long bytes;
  private int longestBytes;

  /**
   * Takes one datagram, or a piece of a serial line.
   *
   * @param arrivalNanos by any clock that goes on
   */
  void take(ByteBuffer packet, int offset, int length, long arrivalNanos) {
    packets++;
    bytes += length;
    longestBytes = Math.max(longestBytes, length);
    for (SensorDescription each : Sensors.ALL) {
      String seen =
          sensor == null || each.equals(sensor) ? each.recognise(packet, offset, length) : null;
      if (seen != null) {
        sensor = each;
        model = seen;
        return;
      }
    }
    if (shape.isEmpty()) {
      shape = PacketShape.nameOf(length);
    }
    receiver.accept(packet, offset, length, arrivalNanos);
  }

  /** Sensor whose lidar packets these are; null for none. */
  public @Nullable SensorDescription sensor() {
    return sensor;
  }

  /** True for packets of a sensor: those with points, and its others by their length. */
  boolean isOfSensor() {
    return sensor != null || !shape.isEmpty();
  }

  /** True where a receiver's messages were among them that give places. */
  public boolean hasPlaces() {
    return sensor == null && PoseNeeds.hasPlaces(messages.snapshot().keySet());
  }

  /** True where they are an INS's messages. */
  public boolean isIns() {
    return PoseNeeds.isIns(messages.snapshot().keySet());
  }

  /** True where nothing came that is known. */
  public boolean isUnknown() {
    return sensor == null && shape.isEmpty() && messages.snapshot().isEmpty();
  }

  /** Number of datagrams, or of pieces of a line. */
  public long packets() {
    return packets;
  }

  /**
   * Sentence of what came and how much a second, for a person.
   *
   * @param seconds time of listening
   */
  public String sentence(double seconds) {
    SensorDescription seen = sensor;
    if (seen != null) {
      return String.format(
          Locale.ROOT,
          "%s %s, %,.1f packets/s of up to %,d bytes",
          seen.maker(),
          model,
          packets / seconds,
          longestBytes);
    }
    return messages.snapshot().isEmpty()
        ? String.format(
            Locale.ROOT,
            "%s, %,.1f packets/s, %,.0f bytes/s",
            shape.isEmpty() ? "unknown bytes" : shape,
            packets / seconds,
            bytes / seconds)
        : receiver(seconds);
  }

  /** The same of a serial line, which has no packets; likewise. */
  public String lineSentence(double seconds) {
    SensorDescription seen = sensor;
    return seen == null
        ? receiver(seconds)
        : String.format(Locale.ROOT, "%s %s, %,.0f bytes/s", seen.maker(), model, bytes / seconds);
  }

  private String receiver(double seconds) {
    return "receiver: "
        + messages.snapshot().entrySet().stream()
            .map(
                each ->
                    String.format(
                        Locale.ROOT, "%s %.1f/s", each.getKey(), each.getValue() / seconds))
            .collect(Collectors.joining(", "));
  }
}
