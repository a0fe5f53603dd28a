package dev.catenary.capture.link;

import dev.catenary.proto.counter.Counters;
import dev.catenary.proto.counter.DeviceCounter;
import dev.catenary.proto.flow.Stage;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.tinylog.Logger;

/**
 * Connects to a receiver's TCP server and puts the bytes, as they come, into the ring. They are
 * datagrams from no address to the link's own number, as those of a {@link SerialLink}. A server
 * that is not there, refuses, closes or is silent is connected to again, more and more seldom, up
 * to each {@value #BACKOFF_MILLIS_MAX} ms. Nothing is sent to it.
 */
public final class TcpLink implements Stage {
  static final long BACKOFF_MILLIS_MAX = 8_000;

  private static final long BACKOFF_MILLIS_MIN = 250;
  private static final long NANOS_PER_MILLI = 1_000_000;
  private static final long CONNECT_NANOS_MAX = 5_000 * NANOS_PER_MILLI;

  /** A line that died without a word is only known by its silence. */
  private static final long SILENT_NANOS_MAX = 10_000 * NANOS_PER_MILLI;

  private static final int READ_BYTES_MAX = 4_096;

  private final TcpLinkConfig config;
  private final int link;
  private final DatagramRing ring;
  private final Counters counters;
  private final LongSupplier hostNanos;
  private final LongSupplier nanoClock;
  private final ByteBuffer bytes = ByteBuffer.allocateDirect(READ_BYTES_MAX);
  private @Nullable SocketChannel channel;
  private boolean isConnected;
  private boolean everConnected;
  private long backoffMillis = BACKOFF_MILLIS_MIN;
  private long attempts;
  private long tryAtNanos;
  private long sinceNanos;
  private volatile @Nullable String problem;

  /**
   * @param link index that the datagrams carry
   * @param hostNanos host clock, nanoseconds since 1970-01-01T00:00Z
   * @param nanoClock for the attempts; never steps
   */
  public TcpLink(
      TcpLinkConfig config,
      int link,
      DatagramRing ring,
      Counters counters,
      LongSupplier hostNanos,
      LongSupplier nanoClock) {
    this.config = config;
    this.link = link;
    this.ring = ring;
    this.counters = counters;
    this.hostNanos = hostNanos;
    this.nanoClock = nanoClock;
    this.tryAtNanos = nanoClock.getAsLong();
  }

  @Override
  public String roleName() {
    return "capture-" + config.name();
  }

  /** Why nothing comes by this link, and the cure; null while it is connected. Any thread. */
  public @Nullable String problem() {
    return problem;
  }

  @Override
  public int doWork() {
    long now = nanoClock.getAsLong();
    SocketChannel open = channel;
    try {
      if (open == null) {
        if (now - tryAtNanos >= 0) {
          begin(now);
        }
        return 0;
      }
      return isConnected ? read(open, now) : finish(open, now);
    } catch (IOException | RuntimeException e) {
      // An unresolved name is a RuntimeException of the channel.
      again(now, reason(e));
      return 0;
    }
  }

  /** Attempts to connect so far. */
  long attempts() {
    return attempts;
  }

  boolean isConnected() {
    return isConnected;
  }

  private void begin(long now) throws IOException {
    attempts++;
    SocketChannel fresh = SocketChannel.open();
    channel = fresh;
    fresh.configureBlocking(false);
    fresh.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
    sinceNanos = now;
    fresh.connect(new InetSocketAddress(config.host(), config.port()));
  }

  private int finish(SocketChannel open, long now) throws IOException {
    if (open.finishConnect()) {
      isConnected = true;
      sinceNanos = now;
      problem = null;
      if (everConnected) {
        counters.increment(DeviceCounter.TCP_RECONNECTS);
      }
      everConnected = true;
      Logger.info("TCP link {}: connected to {}", config.name(), config.server());
      return 1;
    }
    if (now - sinceNanos > CONNECT_NANOS_MAX) {
      again(now, "no answer within 5 s");
    }
    return 0;
  }

  private int read(SocketChannel open, long now) throws IOException {
    bytes.clear();
    int read = open.read(bytes);
    if (read > 0) {
      sinceNanos = now;
      backoffMillis = BACKOFF_MILLIS_MIN;
      ring.offer(bytes, 0, read, link, hostNanos.getAsLong(), 0, 0, config.datagramPort());
      return 1;
    }
    if (read < 0) {
      again(now, "that it closed the connection");
    } else if (now - sinceNanos > SILENT_NANOS_MAX) {
      again(now, "no byte for 10 s");
    }
    return 0;
  }

  private static String reason(Exception e) {
    return e instanceof java.nio.channels.UnresolvedAddressException
        ? "no such host name"
        : String.valueOf(e.getMessage());
  }

  /** Lets go of the connection, says why, and waits for the next attempt. */
  private void again(long now, String found) {
    letGo();
    tryAtNanos = now + backoffMillis * NANOS_PER_MILLI;
    backoffMillis = Math.min(2 * backoffMillis, BACKOFF_MILLIS_MAX);
    String text =
        String.format(
            "TCP link %s: found, for %s, %s; expected a connection with bytes. Check the receiver's"
                + " address, that its TCP server is on at this port, and that it takes one client"
                + " more; it is tried again.",
            config.name(), config.server(), found);
    if (!text.equals(problem)) {
      Logger.warn(text);
    }
    problem = text;
  }

  private void letGo() {
    SocketChannel open = channel;
    channel = null;
    isConnected = false;
    if (open != null) {
      try {
        open.close();
      } catch (IOException e) {
        Logger.debug(e, "TCP link {}: closing failed", config.name());
      }
    }
  }

  @Override
  public void close() {
    letGo();
  }
}
