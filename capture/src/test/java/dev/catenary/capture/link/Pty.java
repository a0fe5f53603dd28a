package dev.catenary.capture.link;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A pseudo-terminal by socat: a serial port whose cable can be pulled by ending the process. */
final class Pty implements AutoCloseable {
  private static final String SOCAT = "/usr/bin/socat";

  private final Process process;

  /** Makes the port and waits until it is there. */
  Pty(Path device) throws IOException, InterruptedException {
    process =
        new ProcessBuilder(SOCAT, "-u", "STDIN", "PTY,raw,echo=0,link=" + device)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    while (!Files.exists(device)) {
      if (!process.isAlive()) {
        throw new IOException("socat ended with " + process.exitValue());
      }
      Thread.sleep(5);
    }
  }

  static void assumeSocat() {
    assumeTrue(
        Files.isExecutable(Path.of(SOCAT)), SOCAT + " is not here; install it: apt install socat");
  }

  void send(byte[] bytes) throws IOException {
    OutputStream out = process.getOutputStream();
    out.write(bytes);
    out.flush();
  }

  /** As when a cable is pulled: the port vanishes. */
  @Override
  public void close() {
    process.destroy();
    process.onExit().orTimeout(10, TimeUnit.SECONDS).join();
  }
}
