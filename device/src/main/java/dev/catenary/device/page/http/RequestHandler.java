package dev.catenary.device.page.http;

import dev.catenary.device.page.access.Session;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.netty.handler.timeout.IdleStateEvent;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.tinylog.Logger;

/**
 * One connection: asks the doorman on the network's thread, and has answers made on others. One
 * request at a time; who sends the next before the answer has been taken is cut off.
 */
@SuppressWarnings("FutureReturnValueIgnored") // Netty closes a channel that fails.
final class RequestHandler extends SimpleChannelInboundHandler<FullHttpRequest> {
  private final Doorman doorman;
  private final ApiTable table;
  private final Assets assets;
  private final PointsDoor sockets;
  private final Executor workers;
  private final RefusalLog log;
  private final boolean strict;
  private final Caller caller;

  /**
   * @param strict whether the vehicle's certificate is an authority's
   */
  RequestHandler(
      Doorman doorman,
      ApiTable table,
      Assets assets,
      PointsDoor sockets,
      Executor workers,
      RefusalLog log,
      boolean strict,
      Caller caller) {
    this.doorman = doorman;
    this.table = table;
    this.assets = assets;
    this.sockets = sockets;
    this.workers = workers;
    this.log = log;
    this.strict = strict;
    this.caller = caller;
  }

  @Override
  protected void channelRead0(ChannelHandlerContext context, FullHttpRequest http) {
    if (!caller.asks()) {
      context.close();
      return;
    }
    ReplyWriter writer = ReplyWriter.of(context, http, strict, caller);
    String path = new QueryStringDecoder(http.uri()).rawPath();
    InetAddress from = caller.address();
    try {
      if (!http.decoderResult().isSuccess()) {
        throw new Refusal(400, "malformed", "no HTTP request", "HTTP/1.1", "Use a browser.");
      }
      InetAddress local = ((InetSocketAddress) context.channel().localAddress()).getAddress();
      doorman.greet(http.headers(), from, local);
      if (path.startsWith("/api/")) {
        api(context, http, path, from, writer);
      } else {
        asset(http, path, writer);
      }
    } catch (Refusal refusal) {
      log.refused(
          from,
          "%s %s from %s refused: %s"
              .formatted(
                  http.method(),
                  path.length() > 100 ? path.substring(0, 100) : path,
                  from.getHostAddress(),
                  refusal.getMessage()));
      writer.write(refusal.reply());
    } catch (IOException e) {
      writer.write(failed(path, e));
    }
  }

  private void asset(FullHttpRequest http, String path, ReplyWriter writer)
      throws IOException, Refusal {
    if (!http.method().name().equals("GET") && !http.method().name().equals("HEAD")) {
      throw new Refusal(405, "method", http.method().name(), "GET", "Load the page anew.");
    }
    Optional<Assets.Asset> asset = assets.find(path);
    if (asset.isEmpty()) {
      throw new Refusal(404, "not-found", "no such file", "one of the page", "Load / anew.");
    }
    writer.write(asset.get());
  }

  private void api(
      ChannelHandlerContext context,
      FullHttpRequest http,
      String path,
      InetAddress from,
      ReplyWriter writer)
      throws Refusal {
    HttpHeaders headers = http.headers();
    boolean isSocket = path.equals(ApiTable.PREFIX + PointsDoor.PATH);
    Route route = table.find(http.method().name(), path);
    Session session = doorman.letIn(route, headers, from, isSocket);
    if (isSocket) {
      sockets.open(context, http, session, caller);
      return;
    }
    if (http.content().readableBytes() > route.bodyBytesMax()) {
      throw new Refusal(
          413,
          "too-large",
          http.content().readableBytes() + " bytes",
          route.bodyBytesMax() + " at most",
          "Send less.");
    }
    if (route.bodyBytesMax() > 0
        && http.content().isReadable()
        && !String.valueOf(headers.get(HttpHeaderNames.CONTENT_TYPE))
            .startsWith("application/json")) {
      throw new Refusal(415, "type", "another content type", "application/json", "Send JSON.");
    }
    Request request =
        new Request(
            session,
            SessionCookie.of(headers.get(HttpHeaderNames.COOKIE)),
            from,
            query(http.uri()),
            ByteBufUtil.getBytes(http.content()));
    try {
      workers.execute(() -> answer(context, route, request, writer));
    } catch (RejectedExecutionException e) {
      throw new Refusal(
          503, "busy", "too many requests at once", "fewer", "Wait, and close other pages.");
    }
  }

  /** On a worker's thread. */
  private void answer(
      ChannelHandlerContext context, Route route, Request request, ReplyWriter writer) {
    Reply reply;
    try {
      reply = route.endpoint().answer(request);
      if (route.changes()) {
        Logger.info("{} {} by {}: {}", route.method(), route.path(), request.who(), reply.status());
      }
    } catch (Refusal refusal) {
      log.refused(
          caller.address(),
          "%s %s by %s refused: %s"
              .formatted(route.method(), route.path(), request.who(), refusal.getMessage()));
      reply = refusal.reply();
    } catch (IOException | RuntimeException | Error e) {
      // An Error too: unanswered, this connection would be busy for ever, and there are 64.
      reply = failed(route.path(), e);
    }
    Reply made = reply;
    context.executor().execute(() -> writer.write(made));
  }

  private static Reply failed(String path, Throwable e) {
    Logger.error(e, "{} could not be answered: {}", path, e.getMessage());
    return new Refusal(
            500, "failed", "a failure on the vehicle", "an answer", "See the log of the service.")
        .reply();
  }

  private static Map<String, String> query(String uri) {
    Map<String, String> first = new HashMap<>();
    for (Map.Entry<String, List<String>> each :
        new QueryStringDecoder(uri).parameters().entrySet()) {
      first.put(each.getKey(), each.getValue().getFirst());
    }
    return first;
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) {
    if (event instanceof IdleStateEvent && caller.isIdle()) {
      context.close();
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, @Nullable Throwable cause) {
    Logger.debug("a visitor's connection ended: {}", cause == null ? "" : cause.getMessage());
    context.close();
  }
}
