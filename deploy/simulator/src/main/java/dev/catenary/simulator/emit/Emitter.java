package dev.catenary.simulator.emit;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.concurrent.locks.LockSupport;

/** Sends datagrams over UDP, each at its moment. */
public final class Emitter implements AutoCloseable {
  private final DatagramChannel channel;
  private final String host;
  private final double pace;
  private final long startNanos = System.nanoTime();
  private long sent;

  /**
   * @param pace how many times faster than true; 0 does not wait
   */
  public Emitter(String host, double pace) throws IOException {
    this.channel = DatagramChannel.open();
    this.host = host;
    this.pace = pace;
  }

  /** Sends when the given second of the survey has come. */
  public void send(byte[] payload, int port, double seconds) throws IOException {
    if (pace > 0) {
      long due = startNanos + (long) (seconds / pace * 1e9);
      for (long wait = due - System.nanoTime(); wait > 0; wait = due - System.nanoTime()) {
        LockSupport.parkNanos(wait);
      }
    }
    channel.send(ByteBuffer.wrap(payload), new InetSocketAddress(host, port));
    sent++;
  }

  public long sent() {
    return sent;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
