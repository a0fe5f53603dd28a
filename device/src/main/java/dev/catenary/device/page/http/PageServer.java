package dev.catenary.device.page.http;

import dev.catenary.device.page.access.DeviceCertificate;
import dev.catenary.device.page.access.RateLimit;
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
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.tinylog.Logger;

/**
 * HTTPS and WebSocket over Netty, whose core captures already: one thread for the network, two for
 * answers that read the disk. Everything a visitor can fill is bounded.
 */
@SuppressWarnings("FutureReturnValueIgnored") // Netty closes a channel that fails.
public final class PageServer implements AutoCloseable {
  private static final int IDLE_SECONDS = 60;
  private static final int LINE_MAX = 2_048;
  private static final int HEADERS_MAX = 12_288;
  private static final int HANDSHAKE_MILLIS = 8_000;
  private static final int QUEUE = 64;

  /** Of the kernel, for each connection: what a slow viewer sees is no older than it must be. */
  private static final int SEND_BUFFER_BYTES = 131_072;

  /** A handshake costs a signature; a browser opens six connections at once. */
  private static final double CONNECTIONS_PER_SECOND = 30;

  private static final double CONNECTIONS_BURST = 300;
  private static final long REFUSALS_SECONDS = 60;

  private final Doorman doorman;
  private final ApiTable table;
  private final PointsDoor points;
  private final Assets assets = new Assets();
  private final RefusalLog log = new RefusalLog(System::nanoTime);
  private final Callers callers = new Callers();
  private final RateLimit opened =
      new RateLimit(CONNECTIONS_PER_SECOND, CONNECTIONS_BURST, System::nanoTime);
  private final EventLoopGroup network;
  private final ThreadPoolExecutor workers;
  private final List<Channel> doors = new ArrayList<>();
  private volatile Shown shown;

  /** Certificate of the vehicle, ready for use. */
  private record Shown(SslContext tls, boolean strict) {
    static Shown of(DeviceCertificate certificate) throws IOException {
      return new Shown(
          SslContextBuilder.forServer(certificate.key(), certificate.chain())
              .sslProvider(SslProvider.JDK)
              .protocols("TLSv1.3", "TLSv1.2")
              .build(),
          !certificate.isSelfSigned());
    }
  }

  /**
   * Made ready, but not listening yet.
   *
   * @param points who takes those that want live points
   */
  public PageServer(
      DeviceCertificate certificate, Doorman doorman, ApiTable table, PointsDoor points)
      throws IOException {
    this.doorman = doorman;
    this.table = table;
    this.points = points;
    this.shown = Shown.of(certificate);
    workers =
        new ThreadPoolExecutor(
            2,
            2,
            30,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(QUEUE),
            new DefaultThreadFactory("page-answer", true));
    workers.allowCoreThreadTimeOut(true);
    network =
        new MultiThreadIoEventLoopGroup(
            1, new DefaultThreadFactory("page-network", true), NioIoHandler.newFactory());
    every(REFUSALS_SECONDS, log::look);
  }

  /** Shows another certificate to whoever comes from now on. */
  public void show(DeviceCertificate certificate) throws IOException {
    shown = Shown.of(certificate);
  }

  /** Has something done again and again, on a thread that may wait for the disk. */
  public void every(long seconds, Runnable work) {
    network.scheduleWithFixedDelay(
        () -> {
          try {
            workers.execute(work);
          } catch (RejectedExecutionException e) {
            Logger.debug("the page is busy; what it does by itself waits");
          }
        },
        seconds,
        seconds,
        TimeUnit.SECONDS);
  }

  /** Listens at each address; port 0 takes a free one. */
  public void listen(List<String> addresses, int port) throws IOException {
    ServerBootstrap bootstrap =
        new ServerBootstrap()
            .group(network)
            .channel(NioServerSocketChannel.class)
            .option(ChannelOption.SO_REUSEADDR, true)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childOption(ChannelOption.SO_SNDBUF, SEND_BUFFER_BYTES)
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
      InetAddress from = ((InetSocketAddress) visitor.remoteAddress()).getAddress();
      Caller caller = new Caller(from, () -> visitor.unsafe().close(visitor.voidPromise()));
      if (opened.take(from) > 0 || !callers.admit(caller)) {
        log.refused(
            from, "a connection from %s refused: too many".formatted(from.getHostAddress()));
        visitor.close();
        return;
      }
      visitor.closeFuture().addListener(_ -> callers.gone(caller));
      Shown now = shown;
      SslHandler ssl = now.tls.newHandler(visitor.alloc());
      ssl.setHandshakeTimeoutMillis(HANDSHAKE_MILLIS);
      visitor
          .pipeline()
          .addLast(
              new Backpressure(),
              ssl,
              caller,
              new IdleStateHandler(IDLE_SECONDS, 0, 0),
              new HttpServerCodec(
                  new HttpDecoderConfig()
                      .setMaxInitialLineLength(LINE_MAX)
                      .setMaxHeaderSize(HEADERS_MAX)),
              new BoundedAggregator(ApiTable.BODY_BYTES_MAX, caller, log),
              new RequestHandler(doorman, table, assets, points, workers, log, now.strict, caller));
    }
  }
}
