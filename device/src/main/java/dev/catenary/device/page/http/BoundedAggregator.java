package dev.catenary.device.page.http;

import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpRequest;
import org.tinylog.Logger;

/** Gathers a request's body; one that is too large is refused, said why, and cut off. */
final class BoundedAggregator extends HttpObjectAggregator {
  BoundedAggregator(int bytesMax) {
    super(bytesMax);
  }

  @Override
  protected void handleOversizedMessage(ChannelHandlerContext context, HttpMessage oversized) {
    Logger.info(
        "a request from {} refused: a body of more than {} bytes",
        context.channel().remoteAddress(),
        maxContentLength());
    if (oversized instanceof HttpRequest request) {
      ReplyWriter writer = ReplyWriter.of(context, request);
      new ReplyWriter(context, false, false, writer.hasBody(), "")
          .write(
              new Refusal(
                      413,
                      "too-large",
                      "a body of more than " + maxContentLength() + " bytes",
                      "less",
                      "Send less.")
                  .reply());
    } else {
      context.close().addListener(ChannelFutureListener.CLOSE);
    }
  }
}
