package dev.catenary.proving.torture;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Sends a spool within a network namespace of its own, whose loopback interface loses packets at
 * random: {@code nft} drops what a random number says, for the many kernels without netem. Server
 * and uplink both run in it.
 */
final class LossyNamespace {
  private static final long LOOK_SECONDS = 10;

  private LossyNamespace() {}

  /**
   * Tests whether this machine allows user and network namespaces, and nft in the kernel and here.
   */
  static boolean isPossible() throws InterruptedException {
    try {
      Process process =
          new ProcessBuilder(List.of("unshare", "-rn", "sh", "-c", setUp(1)))
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return process.waitFor(LOOK_SECONDS, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (IOException e) {
      return false;
    }
  }

  private static String setUp(int lossPercent) {
    return "set -e; ip link set lo up; nft add table ip t;"
        + " nft 'add chain ip t i { type filter hook input priority 0; }';"
        + " nft add rule ip t i tcp dport != 0 numgen random mod 100 \\< "
        + lossPercent
        + " drop";
  }

  /** Runs {@link NamespacedUpload} there. */
  static void run(Path home, Path folder, int lossPercent, long millisMax, List<String> broken)
      throws IOException, InterruptedException {
    Path log = folder.resolve("uplink.log");
    Process process =
        new ProcessBuilder(
                List.of(
                    "unshare",
                    "-rn",
                    "sh",
                    "-c",
                    setUp(lossPercent) + "; exec \"$@\"",
                    "sh",
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xmx192m",
                    "-XX:TieredStopAtLevel=1",
                    "-cp",
                    System.getProperty("java.class.path"),
                    NamespacedUpload.class.getName(),
                    home.toString(),
                    folder.toString()))
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    boolean ended = process.waitFor(millisMax, TimeUnit.MILLISECONDS);
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
    if (!ended || process.waitFor() != 0) {
      broken.add(lossPercent + " % of packets lost: it does not complete, see " + log);
    }
  }
}
