package dev.catenary.device.page.http;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.tinylog.Logger;

/**
 * Keeps one connection's outgoing bytes bounded, first in its pipeline. While the other side has
 * not taken what was written nothing more is read of it, so that nothing more is answered. A side
 * that takes less than 4 KiB in 15 s is cut off.
 */
@SuppressWarnings("FutureReturnValueIgnored") // Netty closes a channel that fails.
final class Backpressure extends ChannelInboundHandlerAdapter {
  static final int LOOK_SECONDS = 15;
  static final int TAKEN_BYTES_MIN = 4_096;

  private @Nullable ScheduledFuture<?> look;
  private long leftBytes;

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext context) {
    Channel channel = context.channel();
    channel.config().setAutoRead(channel.isWritable());
    if (channel.isWritable()) {
      stop();
    } else if (look == null) {
      leftBytes = channel.bytesBeforeWritable();
      look =
          context
              .executor()
              .scheduleAtFixedRate(
                  () -> look(context), LOOK_SECONDS, LOOK_SECONDS, TimeUnit.SECONDS);
    }
    context.fireChannelWritabilityChanged();
  }

  private void look(ChannelHandlerContext context) {
    long now = context.channel().bytesBeforeWritable();
    if (leftBytes - now < TAKEN_BYTES_MIN) {
      Logger.debug("{} takes nothing of what was written", context.channel().remoteAddress());
      stop();
      context.close();
    }
    leftBytes = now;
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    stop();
    context.fireChannelInactive();
  }

  private void stop() {
    ScheduledFuture<?> looking = look;
    if (looking != null) {
      looking.cancel(false);
      look = null;
    }
  }
}
