package dev.catenary.release;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A web server over a folder whose link is cut, in mid file, each time so many bytes have gone. A
 * process of its own: it tells its port, and after each connection the bytes of targets so far.
 */
final class CuttingServer {
  private static final Pattern RANGE = Pattern.compile("(?i)range: bytes=(\\d+)-");
  private static final int PIECE_BYTES = 16_384;

  private final Path folder;
  private final long cutBytes;
  private long sinceCut;
  private long targetBytes;

  private CuttingServer(Path folder, long cutBytes) {
    this.folder = folder;
    this.cutBytes = cutBytes;
  }

  /** Arguments: the folder, and the bytes after which the link is cut. */
  public static void main(String[] args) throws IOException {
    CuttingServer server = new CuttingServer(Path.of(args[0]), Long.parseLong(args[1]));
    try (ServerSocket door = new ServerSocket(0, 8, InetAddress.getLoopbackAddress())) {
      System.out.println(door.getLocalPort());
      System.out.flush();
      while (true) {
        try (Socket socket = door.accept()) {
          server.serve(socket);
        }
        System.out.println(server.targetBytes);
        System.out.flush();
      }
    }
  }

  private void serve(Socket socket) throws IOException {
    BufferedReader in =
        new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII));
    String request = in.readLine();
    long from = 0;
    for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
      Matcher range = RANGE.matcher(line);
      from = range.matches() ? Long.parseLong(range.group(1)) : from;
    }
    if (request == null) {
      return;
    }
    String path = request.split(" ", -1)[1].substring(1);
    Path file = folder.resolve(path).normalize();
    OutputStream out = socket.getOutputStream();
    if (!file.startsWith(folder) || !Files.isRegularFile(file)) {
      out.write(
          "HTTP/1.1 404 -\r\nContent-Length: 0\r\nConnection: close\r\n\r\n".getBytes(US_ASCII));
      return;
    }
    byte[] bytes = Files.readAllBytes(file);
    String status =
        from > 0
            ? "206 -\r\nContent-Range: bytes "
                + from
                + "-"
                + (bytes.length - 1)
                + "/"
                + bytes.length
            : "200 -";
    out.write(
        ("HTTP/1.1 "
                + status
                + "\r\nContent-Length: "
                + (bytes.length - from)
                + "\r\nConnection: close\r\n\r\n")
            .getBytes(US_ASCII));
    send(out, bytes, (int) from, path.contains("/targets/"));
  }

  private void send(OutputStream out, byte[] bytes, int from, boolean isTarget) throws IOException {
    try {
      for (int at = from; at < bytes.length; at += PIECE_BYTES) {
        int count = Math.min(PIECE_BYTES, bytes.length - at);
        out.write(bytes, at, count);
        sinceCut += count;
        targetBytes += isTarget ? count : 0;
        if (sinceCut >= cutBytes) {
          sinceCut = 0;
          // In the middle of a file. What has gone arrives: buffers of this host are no radio's.
          return;
        }
      }
    } catch (IOException e) {
      // The other side has gone.
    }
  }
}
