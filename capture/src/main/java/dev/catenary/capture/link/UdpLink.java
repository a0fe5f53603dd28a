package dev.catenary.capture.link;

import dev.catenary.proto.counter.Counters;
import dev.catenary.proto.counter.DeviceCounter;
import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.DatagramPacket;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.tinylog.Logger;

/**
 * Listens on one UDP port and puts what arrives into the ring, with the host's time. Netty's epoll
 * transport takes up to {@value #DATAGRAMS_PER_READ} datagrams in one system call (recvmmsg); where
 * it is missing, NIO takes them one by one.
 */
public final class UdpLink implements AutoCloseable {
  private static final int DATAGRAMS_PER_READ = 32;

  private final UdpLinkConfig config;
  private final int link;
  private final DatagramRing ring;
  private final Counters counters;
  private final LongSupplier hostNanos;
  private final EventLoopGroup group;
  private final Channel channel;
  private final int port;
  private long failures;
  private final boolean anySource;
  private final int source;

  /** Which of Netty's transports receives. */
  public enum Transport {
    EPOLL,
    NIO;

    /** Epoll where its native library loads. */
    public static Transport best() {
      return Epoll.isAvailable() ? EPOLL : NIO;
    }
  }

  /**
   * Opens the port.
   *
   * @param link index that the datagrams carry
   * @param hostNanos host clock, nanoseconds since 1970-01-01T00:00Z
   * @throws IOException when the port cannot be opened
   */
  public UdpLink(
      UdpLinkConfig config,
      int link,
      DatagramRing ring,
      Counters counters,
      LongSupplier hostNanos,
      Transport transport)
      throws IOException {
    this.config = config;
    this.link = link;
    this.ring = ring;
    this.counters = counters;
    this.hostNanos = hostNanos;
    String only = config.source();
    this.anySource = only == null;
    this.source = only == null ? 0 : UdpLinkConfig.ipv4(only);
    var threads = new DefaultThreadFactory("capture-" + config.name());
    boolean epoll = transport == Transport.EPOLL;
    group =
        new MultiThreadIoEventLoopGroup(
            1, threads, epoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory());
    Bootstrap bootstrap =
        new Bootstrap()
            .group(group)
            .channel(epoll ? EpollDatagramChannel.class : NioDatagramChannel.class)
            .option(ChannelOption.SO_RCVBUF, config.receiveBufferBytes())
            .handler(new Receiver());
    // One byte more than allowed shows a datagram that was longer.
    int datagramBytes = config.datagramBytesMax() + 1;
    if (epoll) {
      bootstrap
          // An address that comes later, with the cable or the sensor's own supply, is waited for.
          .option(EpollChannelOption.IP_FREEBIND, true)
          .option(EpollChannelOption.MAX_DATAGRAM_PAYLOAD_SIZE, datagramBytes)
          .option(
              ChannelOption.RECVBUF_ALLOCATOR,
              new FixedRecvByteBufAllocator(datagramBytes * DATAGRAMS_PER_READ));
    } else {
      bootstrap.option(
          ChannelOption.RECVBUF_ALLOCATOR, new FixedRecvByteBufAllocator(datagramBytes));
    }
    var bound =
        bootstrap
            .bind(new InetSocketAddress(config.address(), config.port()))
            .awaitUninterruptibly();
    if (!bound.isSuccess()) {
      close(group);
      throw new IOException(
          String.format(
              "UDP link %s: found port %d of %s not free (%s); expected to listen on it. Stop the"
                  + " program that has it (ss -lunp) or configure another port.",
              config.name(), config.port(), config.address(), bound.cause().getMessage()),
          bound.cause());
    }
    if (!isHere(config.address())) {
      Logger.warn(
          "UDP link {}: found no interface with the address {}; expected one to have it. It is waited"
              + " for: packets come as soon as an interface has it (ip addr).",
          config.name(),
          config.address());
    }
    channel = bound.channel();
    port = ((InetSocketAddress) channel.localAddress()).getPort();
  }

  /** Tests whether an interface has this address now, or the address stands for all. */
  public static boolean isHere(String address) throws IOException {
    InetAddress local = Inet4Address.ofLiteral(address);
    return local.isAnyLocalAddress()
        || local.isLoopbackAddress()
        || NetworkInterface.getByInetAddress(local) != null;
  }

  /** The port it listens on. */
  public int port() {
    return port;
  }

  /** Problem with the receive buffer, and its cure; null when the kernel gave what was asked. */
  public @Nullable String receiveBufferProblem() {
    Integer granted = channel.config().getOption(ChannelOption.SO_RCVBUF);
    // Linux answers twice what it grants, the other half being its own bookkeeping; under NIO the
    // JDK has halved it already.
    int grantedBytes =
        granted == null ? 0 : channel instanceof EpollDatagramChannel ? granted / 2 : granted;
    if (grantedBytes >= config.receiveBufferBytes()) {
      return null;
    }
    return String.format(
        "UDP link %s: found a receive buffer of %d bytes; expected %d. Bursts will be lost. Cure:"
            + " sysctl -w net.core.rmem_max=%d, and the same in a file of /etc/sysctl.d.",
        config.name(), grantedBytes, config.receiveBufferBytes(), config.receiveBufferBytes());
  }

  @Override
  public void close() {
    channel.close().awaitUninterruptibly();
    close(group);
  }

  private static void close(EventLoopGroup group) {
    group.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly();
  }

  /** Runs on Netty's thread of this link. */
  private final class Receiver extends SimpleChannelInboundHandler<DatagramPacket> {
    @Override
    protected void channelRead0(ChannelHandlerContext context, DatagramPacket packet) {
      InetSocketAddress sender = packet.sender();
      int senderIpv4 = ipv4(sender.getAddress());
      if (!anySource && senderIpv4 != source) {
        counters.increment(DeviceCounter.DATAGRAMS_UNKNOWN_SOURCE);
        return;
      }
      ByteBuf content = packet.content();
      int length = content.readableBytes();
      if (length > config.datagramBytesMax()) {
        counters.increment(DeviceCounter.DATAGRAMS_TOO_LARGE);
        return;
      }
      ByteBuffer bytes = content.internalNioBuffer(content.readerIndex(), length);
      ring.offer(
          bytes,
          bytes.position(),
          length,
          link,
          hostNanos.getAsLong(),
          senderIpv4,
          sender.getPort(),
          port);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      readFailed(cause);
    }
  }

  /** Runs on Netty's thread of this link; may come with each read, so the log has few of them. */
  void readFailed(Throwable cause) {
    counters.increment(DeviceCounter.LINK_READS_FAILED);
    if (Long.bitCount(++failures) == 1) {
      Logger.warn(
          "UDP link {}: reading failed {} times so far: {}",
          config.name(),
          failures,
          String.valueOf(cause));
    }
  }

  /** As a big-endian number; 0 for IPv6. */
  private static int ipv4(InetAddress address) {
    if (!(address instanceof Inet4Address)) {
      return 0;
    }
    byte[] bytes = address.getAddress();
    return ((bytes[0] & 0xFF) << 24)
        | ((bytes[1] & 0xFF) << 16)
        | ((bytes[2] & 0xFF) << 8)
        | (bytes[3] & 0xFF);
  }
}
