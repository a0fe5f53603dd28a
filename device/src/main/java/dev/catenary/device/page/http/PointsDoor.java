package dev.catenary.device.page.http;

import dev.catenary.device.page.access.Session;
import dev.catenary.device.page.access.Sessions;
import dev.catenary.device.page.feed.PointFeed;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshaker;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshakerFactory;
import io.netty.handler.timeout.IdleStateHandler;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Turns a request for live points that was let in into a WebSocket (RFC 6455). */
@SuppressWarnings("FutureReturnValueIgnored") // Netty closes a channel that fails.
public final class PointsDoor {
  static final String PATH = "points";
  private static final int FROM_VIEWER_BYTES_MAX = 1_024;

  private final PointFeed feed;
  private final Sessions sessions;
  private final int bitsPerSecondMax;
  private final Viewers viewers;

  /**
   * @param viewers how many there may be
   * @param bitsPerSecondMax that each is sent
   */
  public PointsDoor(PointFeed feed, Sessions sessions, Viewers viewers, int bitsPerSecondMax) {
    this.feed = feed;
    this.sessions = sessions;
    this.viewers = viewers;
    this.bitsPerSecondMax = bitsPerSecondMax;
  }

  /**
   * @param session null where everybody may look
   */
  void open(
      ChannelHandlerContext context,
      FullHttpRequest request,
      @Nullable Session session,
      Caller caller)
      throws Refusal {
    WebSocketServerHandshaker handshaker =
        "websocket".equalsIgnoreCase(request.headers().get(HttpHeaderNames.UPGRADE))
            ? new WebSocketServerHandshakerFactory(
                    "wss://" + request.headers().get(HttpHeaderNames.HOST) + request.uri(),
                    null,
                    false,
                    FROM_VIEWER_BYTES_MAX)
                .newHandshaker(request)
            : null;
    if (handshaker == null) {
      throw new Refusal(426, "upgrade", "a plain request", "a WebSocket", "Use the page.");
    }
    viewers.enter(caller.address());
    caller.watches();
    context.channel().closeFuture().addListener(_ -> viewers.leave(caller.address()));
    BooleanSupplier mayStay = () -> session == null || sessions.isOpen(session);
    handshaker
        .handshake(context.channel(), request)
        .addListener(
            done -> {
              // Not before: nobody would tell the feed of a viewer that never came.
              if (done.isSuccess() && !context.isRemoved()) {
                PointsSocket socket = new PointsSocket(feed.open(), mayStay, bitsPerSecondMax);
                context.pipeline().remove(IdleStateHandler.class);
                context.pipeline().replace(context.handler(), "points", socket);
              } else {
                context.close();
              }
            });
  }
}
