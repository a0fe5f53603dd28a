package dev.catenary.simulator.emit;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/** Sends datagrams over UDP, each at its moment, and keeps book of those that it sent too late. */
public final class UdpOutput implements Output {
  private static final long LATE_NANOS = 20_000_000;
  private static final int SEND_BUFFER_BYTES = 1 << 20;

  private final DatagramChannel channel;
  private final Map<Stream, InetSocketAddress> addresses = new EnumMap<>(Stream.class);
  private final double pace;
  private long startNanos;
  private long sent;
  private long late;
  private long latestNanos;

  /**
   * @param pace how many times faster than true; 0 does not wait
   */
  public UdpOutput(String host, Ports ports, double pace) throws IOException {
    for (Stream stream : Stream.values()) {
      if (ports.of(stream) != 0) {
        addresses.put(stream, new InetSocketAddress(host, ports.of(stream)));
      }
    }
    this.channel = DatagramChannel.open();
    this.channel.setOption(StandardSocketOptions.SO_SNDBUF, SEND_BUFFER_BYTES);
    this.pace = pace;
  }

  /**
   * Sets when the survey starts.
   *
   * @param nanoTime on the clock of {@link System#nanoTime}
   */
  public void startAt(long nanoTime) {
    startNanos = nanoTime;
  }

  @Override
  public void send(Stream stream, long surveyNanos, byte[] payload) throws IOException {
    InetSocketAddress address = addresses.get(stream);
    if (address == null) {
      return;
    }
    if (pace > 0) {
      await(startNanos + (long) (surveyNanos / pace));
    }
    channel.send(ByteBuffer.wrap(payload), address);
    sent++;
  }

  private void await(long due) {
    long wait = due - System.nanoTime();
    if (wait < -LATE_NANOS) {
      late++;
      latestNanos = Math.max(latestNanos, -wait);
    }
    while (wait > 0) {
      LockSupport.parkNanos(wait);
      wait = due - System.nanoTime();
    }
  }

  @Override
  public long sent() {
    return sent;
  }

  /** Datagrams sent more than 20 ms after their moment. */
  public long late() {
    return late;
  }

  /** By how much the latest of them was. */
  public long latestMillis() {
    return latestNanos / 1_000_000;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
