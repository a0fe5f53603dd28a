package dev.catenary.proving.bench;

import dev.catenary.proving.demo.DemoStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** rclone with its defaults, where it is installed: the peer our upload is measured beside. */
final class RclonePeer {
  private static final String REMOTE = "RCLONE_CONFIG_DEMO_";

  private final DemoStore store;

  RclonePeer(DemoStore store) {
    this.store = store;
  }

  /** Its version, or an empty text where it is not installed. */
  static String version() throws InterruptedException {
    try {
      Process process = new ProcessBuilder("rclone", "version").start();
      String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return process.waitFor() == 0 ? text.lines().findFirst().orElse("") : "";
    } catch (IOException e) {
      return "";
    }
  }

  /** Copies a folder's files into the store. */
  void copy(Path files, String prefix, Path log) throws IOException, InterruptedException {
    String target = "demo:" + DemoStore.BUCKET + "/" + prefix;
    ProcessBuilder builder =
        new ProcessBuilder(
            List.of("rclone", "copy", files.toString(), target, "--config", "/dev/null"));
    Map<String, String> environment = builder.environment();
    // rclone refuses a CA bundle named for other programs.
    environment.remove("AWS_CA_BUNDLE");
    environment.put(REMOTE + "TYPE", "s3");
    environment.put(REMOTE + "PROVIDER", "Other");
    environment.put(REMOTE + "ENDPOINT", store.endpoint());
    environment.put(REMOTE + "ACCESS_KEY_ID", DemoStore.ACCESS_KEY);
    environment.put(REMOTE + "SECRET_ACCESS_KEY", DemoStore.SECRET_KEY);
    environment.put("NO_PROXY", "127.0.0.1");
    Process process = builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
    if (process.waitFor() != 0) {
      throw new IOException("rclone did not end well; its words are in " + log);
    }
  }
}
