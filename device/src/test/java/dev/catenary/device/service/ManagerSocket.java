package dev.catenary.device.service;

import io.netty.channel.epoll.Epoll;
import io.netty.channel.unix.DomainDatagramSocketAddress;
import io.netty.channel.unix.DomainSocketAddress;
import io.netty.channel.unix.Socket;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** The service manager's end: a bound unix datagram socket whose messages are read one by one. */
final class ManagerSocket implements AutoCloseable {
  private final Socket socket;

  /**
   * @param path of the socket; a name in the abstract namespace begins with a zero character
   */
  ManagerSocket(String path) throws IOException {
    Epoll.ensureAvailability();
    socket = Socket.newSocketDomainDgram();
    socket.bind(new DomainSocketAddress(path));
  }

  ManagerSocket(Path path) throws IOException {
    this(path.toString());
  }

  /** The next message; empty when none has come: a datagram is there once its sender returns. */
  String next() throws IOException {
    ByteBuffer bytes = ByteBuffer.allocateDirect(4_096);
    DomainDatagramSocketAddress from = socket.recvFromDomainSocket(bytes, 0, bytes.capacity());
    if (from == null) {
      return "";
    }
    byte[] text = new byte[from.receivedAmount()];
    bytes.get(0, text);
    return new String(text, StandardCharsets.UTF_8);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
