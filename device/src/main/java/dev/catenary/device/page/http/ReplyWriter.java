package dev.catenary.device.page.http;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import java.io.IOException;
import java.util.Map;

/**
 * Writes the answer to one request, in the form that its browser takes.
 *
 * @param keepAlive whether the connection stays
 * @param gzip whether the browser takes it
 * @param hasBody false for a HEAD request
 * @param knownTag the ETag that the browser has, or an empty text
 * @param strict whether the browser is told to come over TLS alone from now on
 * @param caller whom it is for
 */
@SuppressWarnings("FutureReturnValueIgnored") // Netty closes a channel that fails.
record ReplyWriter(
    ChannelHandlerContext context,
    boolean keepAlive,
    boolean gzip,
    boolean hasBody,
    String knownTag,
    boolean strict,
    Caller caller) {
  private static final int WORTH_BYTES = 1_024;
  private static final int NOT_MODIFIED = 304;

  /**
   * @param strict whether the vehicle's certificate is an authority's
   */
  static ReplyWriter of(
      ChannelHandlerContext context, HttpRequest request, boolean strict, Caller caller) {
    return new ReplyWriter(
        context,
        HttpUtil.isKeepAlive(request) && request.decoderResult().isSuccess(),
        request.headers().get(HttpHeaderNames.ACCEPT_ENCODING, "").contains("gzip"),
        !request.method().equals(HttpMethod.HEAD),
        request.headers().get(HttpHeaderNames.IF_NONE_MATCH, ""),
        strict && HostCheck.isName(request.headers().get(HttpHeaderNames.HOST, "")),
        caller);
  }

  /** The same, for an answer after which the connection ends. */
  ReplyWriter andCloses() {
    return new ReplyWriter(context, false, false, hasBody, "", strict, caller);
  }

  void write(Reply reply) {
    byte[] body = reply.body();
    boolean smaller = gzip && reply.gzip() && body.length >= WORTH_BYTES;
    if (smaller) {
      try {
        body = Gzip.of(body);
      } catch (IOException e) {
        throw new IllegalStateException("gzip to memory failed", e);
      }
    }
    send(reply.status(), reply.contentType(), body, smaller, reply.headers(), false);
  }

  void write(Assets.Asset asset) {
    boolean smaller = gzip && asset.gzipped().length < asset.plain().length;
    Map<String, String> headers = Map.of("ETag", asset.etag(), "Vary", "Accept-Encoding");
    if (knownTag.contains(asset.etag())) {
      send(NOT_MODIFIED, asset.contentType(), new byte[0], false, headers, true);
    } else {
      byte[] body = smaller ? asset.gzipped() : asset.plain();
      send(200, asset.contentType(), body, smaller, headers, true);
    }
  }

  private void send(
      int status,
      String type,
      byte[] body,
      boolean gzipped,
      Map<String, String> more,
      boolean isAsset) {
    FullHttpResponse response =
        new DefaultFullHttpResponse(
            HttpVersion.HTTP_1_1,
            HttpResponseStatus.valueOf(status),
            hasBody ? Unpooled.wrappedBuffer(body) : Unpooled.EMPTY_BUFFER);
    SafetyHeaders.addTo(response.headers(), isAsset, strict);
    response.headers().set(HttpHeaderNames.CONTENT_TYPE, type);
    if (status != NOT_MODIFIED && status != 204) {
      response.headers().set(HttpHeaderNames.CONTENT_LENGTH, body.length);
    }
    if (gzipped) {
      response.headers().set(HttpHeaderNames.CONTENT_ENCODING, "gzip");
    }
    more.forEach((name, value) -> response.headers().set(name, value));
    HttpUtil.setKeepAlive(response, keepAlive);
    caller.takes(context, body.length);
    var sent = context.writeAndFlush(response);
    sent.addListener(_ -> caller.done());
    if (!keepAlive) {
      sent.addListener(ChannelFutureListener.CLOSE);
    }
  }
}
