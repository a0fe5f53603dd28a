package dev.catenary.device.service;

import io.netty.channel.epoll.Epoll;
import io.netty.channel.unix.Socket;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * The socket on which the service manager listens (sd_notify(3)): each message is one datagram. The
 * JDK has no unix datagrams; Netty's native transport, which receives the sensors' packets, has.
 */
final class NotifySocket implements AutoCloseable {
  private final Socket socket;
  private final byte[] path;

  /**
   * @param address value of NOTIFY_SOCKET: a path, or a name in the abstract namespace after an @
   * @throws IOException when it is neither, or there is no native transport here
   */
  NotifySocket(String address) throws IOException {
    if (!address.startsWith("/") && !address.startsWith("@")) {
      throw new IOException(
          "found NOTIFY_SOCKET="
              + address
              + "; expected a path or @ and a name; cure: leave it to the service manager");
    }
    if (!Epoll.isAvailable()) {
      throw new IOException(
          "found no native transport for this machine; expected one for unix datagrams; cure:"
              + " install the package of this architecture",
          Epoll.unavailabilityCause());
    }
    path = address.getBytes(StandardCharsets.UTF_8);
    if (path[0] == '@') {
      path[0] = 0;
    }
    socket = Socket.newSocketDomainDgram();
  }

  /** Sends one message. */
  void send(String message) throws IOException {
    byte[] bytes = message.getBytes(StandardCharsets.UTF_8);
    ByteBuffer direct = ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
    int sent = socket.sendToDomainSocket(direct, 0, bytes.length, path);
    if (sent != bytes.length) {
      throw new IOException(
          "found " + sent + " bytes taken by the service manager; expected " + bytes.length);
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
