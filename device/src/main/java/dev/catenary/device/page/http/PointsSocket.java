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
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.tinylog.Logger;

/**
 * One viewer of live points. At each tick it takes from the feed what its rate allows; while the
 * network has not taken what was written before, it takes nothing, and what passes meanwhile is
 * lost to this viewer alone. A viewer need not say anything, but it answers pings; of one that is
 * silent for a minute nobody knows that it is there, and its place is free. A few of its own pings
 * a second are answered, and one that says more than a person can is cut off.
 */
@SuppressWarnings("FutureReturnValueIgnored") // Netty closes a channel that fails.
final class PointsSocket extends SimpleChannelInboundHandler<WebSocketFrame> {
  private static final long TICK_MILLIS = 100;
  private static final int TICKS_PER_PING = 150;
  private static final int TICKS_PER_SECOND = 10;
  private static final int SILENT_TICKS_MAX = 600;
  private static final int PONGS_PER_SECOND = 4;
  private static final int MESSAGES_PER_SECOND_MAX = 20;
  private static final int CLOSE_SECONDS_MAX = 2;
  private static final int RATE_MIN = 50_000;

  private final PointStream stream;
  private final BooleanSupplier mayStay;
  private final int bitsPerSecondMax;
  private @Nullable ScheduledFuture<?> ticking;
  private int ticks;
  private int silentTicks;
  private int messages;
  private int pongs;
  private boolean closing;

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
      close(context, new CloseWebSocketFrame(4401, "the session is over"));
      return;
    }
    if (++ticks % TICKS_PER_SECOND == 0) {
      messages = 0;
      pongs = 0;
    }
    stream.earn(TICK_MILLIS);
    if (!context.channel().isWritable()) {
      // Nor is it read now: Backpressure decides how long this may last.
      stream.pass();
      return;
    }
    if (++silentTicks > SILENT_TICKS_MAX) {
      end(context, "is silent");
      return;
    }
    // Browsers answer by themselves (RFC 6455, section 5.5.3): four times within the silence
    // allowed.
    if (ticks % TICKS_PER_PING == 0) {
      context.write(new PingWebSocketFrame());
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
    silentTicks = 0;
    if (closing) {
      return;
    }
    if (++messages > MESSAGES_PER_SECOND_MAX) {
      end(context, "sends more than " + MESSAGES_PER_SECOND_MAX + " messages a second");
      return;
    }
    switch (frame) {
      case CloseWebSocketFrame close -> close(context, close.retain());
      case PingWebSocketFrame ping -> answer(context, ping);
      case TextWebSocketFrame text -> wish(text.text());
      default -> {
        // a pong, or what this viewer has no reason to send
      }
    }
  }

  /** A ping need not be answered if the next one is (RFC 6455, section 5.5.3). */
  private void answer(ChannelHandlerContext context, PingWebSocketFrame ping) {
    if (context.channel().isWritable() && ++pongs <= PONGS_PER_SECOND) {
      context.writeAndFlush(new PongWebSocketFrame(ping.content().retain()));
    }
  }

  /** Says that it is over; one that does not take that in time is cut off. */
  private void close(ChannelHandlerContext context, CloseWebSocketFrame last) {
    closing = true;
    stop();
    context.writeAndFlush(last).addListener(ChannelFutureListener.CLOSE);
    context
        .executor()
        .schedule(() -> context.channel().close(), CLOSE_SECONDS_MAX, TimeUnit.SECONDS);
  }

  private void end(ChannelHandlerContext context, String why) {
    Logger.debug("a viewer's connection ended: {} {}", context.channel().remoteAddress(), why);
    closing = true;
    stop();
    context.channel().config().setAutoRead(false);
    context.close();
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
