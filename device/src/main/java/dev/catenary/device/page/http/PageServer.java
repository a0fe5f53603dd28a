package dev.catenary.device.page.http;

import dev.catenary.device.page.access.DeviceCertificate;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.timeout.IdleStateHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * HTTPS and WebSocket over Netty, whose core captures already: one thread for the network, two for
 * answers that read the disk. Everything a visitor can fill is bounded.
 */
@SuppressWarnings("FutureReturnValueIgnored") // Netty closes a channel that fails.
public final class PageServer implements AutoCloseable {
  private static final int CONNECTIONS_MAX = 64;
  private static final int IDLE_SECONDS = 60;
  private static final int LINE_MAX = 2_048;
  private static final int HEADERS_MAX = 12_288;
  private static final int HANDSHAKE_MILLIS = 8_000;
  private static final int QUEUE = 64;

  private final SslContext tls;
  private final Supplier<RequestHandler> handlers;
  private final EventLoopGroup network;
  private final ThreadPoolExecutor workers;
  private final AtomicInteger connections = new AtomicInteger();
  private final List<Channel> doors = new ArrayList<>();

  /**
   * Made ready, but not listening yet.
   *
   * @param points who takes those that want live points
   */
  public PageServer(
      DeviceCertificate certificate, Doorman doorman, ApiTable table, PointsDoor points)
      throws IOException {
    tls =
        SslContextBuilder.forServer(certificate.key(), certificate.chain())
            .sslProvider(SslProvider.JDK)
            .protocols("TLSv1.3", "TLSv1.2")
            .build();
    workers =
        new ThreadPoolExecutor(
            2,
            2,
            30,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(QUEUE),
            new DefaultThreadFactory("page-answer", true));
    workers.allowCoreThreadTimeOut(true);
    Assets assets = new Assets();
    handlers = () -> new RequestHandler(doorman, table, assets, points, workers);
    network =
        new MultiThreadIoEventLoopGroup(
            1, new DefaultThreadFactory("page-network", true), NioIoHandler.newFactory());
  }

  /** Listens at each address; port 0 takes a free one. */
  public void listen(List<String> addresses, int port) throws IOException {
    ServerBootstrap bootstrap =
        new ServerBootstrap()
            .group(network)
            .channel(NioServerSocketChannel.class)
            .option(ChannelOption.SO_REUSEADDR, true)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childOption(
                ChannelOption.WRITE_BUFFER_WATER_MARK, new WriteBufferWaterMark(32_768, 98_304))
            .childHandler(new Greeter());
    for (String address : addresses) {
      var bound =
          bootstrap
              .bind(new InetSocketAddress(InetAddress.getByName(address), port))
              .awaitUninterruptibly();
      if (!bound.isSuccess()) {
        throw new IOException(
            "found "
                + address
                + " port "
                + port
                + " not to be had ("
                + bound.cause().getMessage()
                + "); expected it for the page; cure: set page.port or page.addresses");
      }
      doors.add(bound.channel());
    }
  }

  /** Tells when nothing has been read for so long that nobody may be there any more. */
  static IdleStateHandler silence() {
    return new IdleStateHandler(IDLE_SECONDS, 0, 0);
  }

  /** The port of the first address. */
  public int port() {
    return ((InetSocketAddress) doors.getFirst().localAddress()).getPort();
  }

  @Override
  public void close() {
    doors.forEach(door -> door.close().awaitUninterruptibly());
    network.shutdownGracefully(0, 1_000, TimeUnit.MILLISECONDS).awaitUninterruptibly();
    workers.shutdownNow();
  }

  private final class Greeter extends ChannelInitializer<Channel> {
    @Override
    protected void initChannel(Channel visitor) {
      if (connections.incrementAndGet() > CONNECTIONS_MAX) {
        connections.decrementAndGet();
        visitor.close();
        return;
      }
      visitor.closeFuture().addListener(_ -> connections.decrementAndGet());
      SslHandler ssl = tls.newHandler(visitor.alloc());
      ssl.setHandshakeTimeoutMillis(HANDSHAKE_MILLIS);
      visitor
          .pipeline()
          .addLast(
              ssl,
              silence(),
              new HttpServerCodec(
                  new HttpDecoderConfig()
                      .setMaxInitialLineLength(LINE_MAX)
                      .setMaxHeaderSize(HEADERS_MAX)),
              new BoundedAggregator(ApiTable.BODY_BYTES_MAX),
              handlers.get());
    }
  }
}
