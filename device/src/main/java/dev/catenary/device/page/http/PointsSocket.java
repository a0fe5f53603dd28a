package dev.catenary.device.page.http;

import dev.catenary.device.page.feed.PointStream;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.handler.timeout.IdleStateEvent;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.tinylog.Logger;

/**
 * One viewer of live points. At each tick it takes from the feed what its rate allows; while the
 * network has not taken what was written before, it takes nothing, and what passes meanwhile is
 * lost to this viewer alone. A viewer need not say anything, but it answers pings; one that is
 * silent for as long as {@link PageServer#silence()} allows has gone, and makes room for the next.
 */
@SuppressWarnings("FutureReturnValueIgnored") // Netty closes a channel that fails.
final class PointsSocket extends SimpleChannelInboundHandler<WebSocketFrame> {
  private static final long TICK_MILLIS = 100;
  private static final int TICKS_PER_PING = 150;
  private static final int RATE_MIN = 50_000;

  private final PointStream stream;
  private final BooleanSupplier mayStay;
  private final int bitsPerSecondMax;
  private @Nullable ScheduledFuture<?> ticking;
  private int ticks;

  PointsSocket(PointStream stream, BooleanSupplier mayStay, int bitsPerSecondMax) {
    this.stream = stream;
    this.mayStay = mayStay;
    this.bitsPerSecondMax = bitsPerSecondMax;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext context) {
    ticking =
        context
            .executor()
            .scheduleAtFixedRate(
                () -> tick(context), TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
  }

  private void tick(ChannelHandlerContext context) {
    if (!mayStay.getAsBoolean()) {
      stop();
      context
          .writeAndFlush(new CloseWebSocketFrame(4401, "the session is over"))
          .addListener(ChannelFutureListener.CLOSE);
      return;
    }
    // Browsers answer by themselves (RFC 6455, section 5.5.3): four times within the silence
    // allowed.
    if (++ticks % TICKS_PER_PING == 0) {
      context.writeAndFlush(new PingWebSocketFrame());
    }
    stream.earn(TICK_MILLIS);
    if (!context.channel().isWritable()) {
      stream.pass();
      return;
    }
    byte[] frame = stream.next();
    while (frame != null) {
      context.write(new BinaryWebSocketFrame(Unpooled.wrappedBuffer(frame)));
      frame = context.channel().isWritable() ? stream.next() : null;
    }
    context.flush();
  }

  @Override
  protected void channelRead0(ChannelHandlerContext context, WebSocketFrame frame) {
    switch (frame) {
      case CloseWebSocketFrame close ->
          context.writeAndFlush(close.retain()).addListener(ChannelFutureListener.CLOSE);
      case PingWebSocketFrame ping ->
          context.writeAndFlush(new PongWebSocketFrame(ping.content().retain()));
      case TextWebSocketFrame text -> wish(text.text());
      default -> {
        // a pong, or what this viewer has no reason to send
      }
    }
  }

  /** Nothing was read for long, no pong either: the viewer left without a word. */
  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) {
    if (event instanceof IdleStateEvent) {
      Logger.debug("a viewer's connection ended: {} is silent", context.channel().remoteAddress());
      context.close();
    } else {
      context.fireUserEventTriggered(event);
    }
  }

  private void wish(String text) {
    try {
      if (JsonBody.read(text).get("bitsPerSecond") instanceof Number wanted) {
        stream.rate(Math.clamp(wanted.longValue(), RATE_MIN, bitsPerSecondMax));
      }
    } catch (Refusal e) {
      Logger.debug("a viewer's wish was not understood: {}", e.getMessage());
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) throws Exception {
    stop();
    super.channelInactive(context);
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext context) {
    stop();
  }

  private void stop() {
    ScheduledFuture<?> running = ticking;
    if (running != null) {
      running.cancel(false);
      ticking = null;
      stream.close();
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    Logger.debug("a viewer's connection ended: {}", cause.getMessage());
    context.close();
  }
}
