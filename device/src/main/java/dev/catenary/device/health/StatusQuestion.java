package dev.catenary.device.health;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Asks a running service how it is. */
public final class StatusQuestion {
  private StatusQuestion() {}

  /**
   * Puts one question to the service behind a socket.
   *
   * @throws IOException when nobody answers there, with the cure
   */
  public static String ask(Path socket, String question) throws IOException {
    try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
      channel.write(ByteBuffer.wrap((question + "\n").getBytes(StandardCharsets.UTF_8)));
      ByteArrayOutputStream answer = new ByteArrayOutputStream();
      ByteBuffer some = ByteBuffer.allocate(16_384);
      while (channel.read(some.clear()) >= 0) {
        answer.write(some.array(), 0, some.position());
      }
      return answer.toString(StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IOException(
          "found nobody at "
              + socket
              + " ("
              + e.getMessage()
              + "); expected the running service; cure: systemctl status catenary, and be a member"
              + " of its group",
          e);
    }
  }
}
