package dev.catenary.device.page.http;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.net.InetAddress;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One connection and what it is about: asking, being answered, watching live points, or idle. A
 * request that has begun must be whole within 10 s, and its answer taken at 4 KiB a second, with
 * half a minute to spare. Stands between TLS and HTTP; the network's thread alone.
 */
@SuppressWarnings("FutureReturnValueIgnored") // Netty closes a channel that fails.
final class Caller extends ChannelInboundHandlerAdapter {
  static final int REQUEST_SECONDS_MAX = 10;
  private static final int ANSWER_SECONDS = 30;
  private static final int ANSWER_BYTES_PER_SECOND = 4_096;

  private final InetAddress address;
  private final Runnable cut;
  private State state = State.IDLE;
  private @Nullable ScheduledFuture<?> limit;
  private long idleSinceNanos;

  private enum State {
    IDLE,
    ASKING,
    ANSWERED,
    WATCHING
  }

  /**
   * @param cut closes the connection at once
   */
  Caller(InetAddress address, Runnable cut) {
    this.address = address;
    this.cut = cut;
    this.idleSinceNanos = System.nanoTime();
  }

  InetAddress address() {
    return address;
  }

  /** True when no answer is owed and no points are watched: it may be taken away. */
  boolean isIdle() {
    return state == State.IDLE || state == State.ASKING;
  }

  /** When it was opened, or its last answer was taken. */
  long idleSinceNanos() {
    return idleSinceNanos;
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object bytes) {
    if (state == State.IDLE) {
      state = State.ASKING;
      limit(context, REQUEST_SECONDS_MAX);
    }
    context.fireChannelRead(bytes);
  }

  /** A request is whole; false when the one before has not been answered, or not been taken yet. */
  boolean asks() {
    if (state == State.ANSWERED) {
      return false;
    }
    free();
    state = State.ANSWERED;
    return true;
  }

  /** The answer is written, and is to be taken in time. */
  void takes(ChannelHandlerContext context, int bytes) {
    limit(context, ANSWER_SECONDS + bytes / ANSWER_BYTES_PER_SECOND);
  }

  /** The answer has been taken. */
  void done() {
    free();
    if (state == State.ANSWERED) {
      state = State.IDLE;
      idleSinceNanos = System.nanoTime();
    }
  }

  /** From here on it is a viewer of live points, whose limits are others. */
  void watches() {
    free();
    state = State.WATCHING;
  }

  void cut() {
    cut.run();
  }

  private void limit(ChannelHandlerContext context, int seconds) {
    free();
    limit = context.executor().schedule(cut, seconds, TimeUnit.SECONDS);
  }

  private void free() {
    ScheduledFuture<?> set = limit;
    if (set != null) {
      set.cancel(false);
      limit = null;
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    free();
    context.fireChannelInactive();
  }
}
