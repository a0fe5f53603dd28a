package dev.catenary.device.health;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.function.UnaryOperator;
import org.tinylog.Logger;

/**
 * Where this machine alone asks how we are: a unix socket for the command line, and a port of the
 * loopback address for metrics where one is configured. It has no thread of its own: {@link #serve}
 * answers while the caller would otherwise wait, and no visitor can hold it up: a visit ends after
 * 5 s, and where there are 16 at once the oldest goes.
 */
public final class StatusDoor implements AutoCloseable {
  /** At each of the two: whoever fills one leaves the other open. */
  private static final int VISITS_MAX = 16;

  private static final long VISIT_NANOS_MAX = 5_000_000_000L;

  private final Selector selector = Selector.open();
  private final Path socket;
  private final UnaryOperator<String> answer;

  /**
   * @param socket path of the unix socket; one left from before is replaced
   * @param metricsPort of 127.0.0.1; 0 for none
   * @param answer gives the answer to a question of one word; an empty one where there is none
   */
  public StatusDoor(Path socket, int metricsPort, UnaryOperator<String> answer) throws IOException {
    this.socket = socket;
    this.answer = answer;
    try {
      Files.createDirectories(socket.toAbsolutePath().getParent());
      Files.deleteIfExists(socket);
      open(ServerSocketChannel.open(StandardProtocolFamily.UNIX), false)
          .bind(UnixDomainSocketAddress.of(socket));
      Files.setPosixFilePermissions(socket, PosixFilePermissions.fromString("rw-rw----"));
      if (metricsPort != 0) {
        open(ServerSocketChannel.open(), true)
            .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), metricsPort));
      }
    } catch (IOException e) {
      close();
      throw new IOException(
          "found status socket "
              + socket
              + " or metrics port "
              + metricsPort
              + " not to be had ("
              + e.getMessage()
              + "); expected both for us alone; cure: name others under service: in the"
              + " configuration",
          e);
    }
  }

  private ServerSocketChannel open(ServerSocketChannel channel, boolean http) throws IOException {
    channel.configureBlocking(false);
    channel.register(selector, SelectionKey.OP_ACCEPT, http);
    return channel;
  }

  /** Answers who comes within the time; returns early when one came, or on {@link #wake}. */
  public void serve(long millis) throws IOException {
    selector.select(key -> serve(key), millis);
    long now = System.nanoTime();
    for (SelectionKey key : selector.keys()) {
      if (key.attachment() instanceof Visit visit && now - visit.sinceNanos() > VISIT_NANOS_MAX) {
        key.channel().close();
      }
    }
  }

  /** Ends a {@link #serve} that waits; any thread. */
  public void wake() {
    selector.wakeup();
  }

  private void serve(SelectionKey key) {
    try {
      if (key.attachment() instanceof Visit visit) {
        if (visit.goOn((SocketChannel) key.channel(), answer)) {
          key.channel().close();
        } else {
          key.interestOps(visit.isAnswering() ? SelectionKey.OP_WRITE : SelectionKey.OP_READ);
        }
      } else {
        SocketChannel visitor = ((ServerSocketChannel) key.channel()).accept();
        if (visitor == null) {
          return;
        }
        visitor.configureBlocking(false);
        boolean http = (Boolean) key.attachment();
        makeRoom(http);
        visitor.register(selector, SelectionKey.OP_READ, new Visit(http, System.nanoTime()));
      }
    } catch (IOException e) {
      Logger.debug("a visitor of the status socket went away: {}", e.getMessage());
      key.cancel();
      close(key);
    }
  }

  /** Lets the visit go that is oldest, of those that have not asked yet if there is one. */
  private void makeRoom(boolean http) {
    List<SelectionKey> visits = new ArrayList<>();
    for (SelectionKey key : selector.keys()) {
      if (key.isValid() && key.attachment() instanceof Visit visit && visit.isHttp() == http) {
        visits.add(key);
      }
    }
    if (visits.size() >= VISITS_MAX) {
      SelectionKey oldest =
          Collections.min(
              visits,
              Comparator.comparing((SelectionKey key) -> visit(key).isAnswering())
                  .thenComparingLong(key -> visit(key).sinceNanos()));
      oldest.cancel();
      close(oldest);
    }
  }

  private static Visit visit(SelectionKey key) {
    return (Visit) key.attachment();
  }

  private static void close(SelectionKey key) {
    try {
      key.channel().close();
    } catch (IOException e) {
      Logger.debug("closing the visit failed: {}", e.getMessage());
    }
  }

  @Override
  public void close() throws IOException {
    for (SelectionKey key : selector.keys()) {
      key.channel().close();
    }
    selector.close();
    Files.deleteIfExists(socket);
  }
}
