package dev.catenary.device.page.http;

import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpRequest;

/** Gathers a request's body; one that is too large is refused, said why, and cut off. */
final class BoundedAggregator extends HttpObjectAggregator {
  private final Caller caller;
  private final RefusalLog log;

  BoundedAggregator(int bytesMax, Caller caller, RefusalLog log) {
    super(bytesMax);
    this.caller = caller;
    this.log = log;
  }

  @Override
  protected void handleOversizedMessage(ChannelHandlerContext context, HttpMessage oversized) {
    log.refused(
        caller.address(),
        "a request from %s refused: a body of more than %d bytes"
            .formatted(caller.address().getHostAddress(), maxContentLength()));
    if (oversized instanceof HttpRequest request && caller.asks()) {
      ReplyWriter.of(context, request, false, caller)
          .andCloses()
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
