package dev.catenary.proving.torture;

import dev.catenary.proving.demo.DemoStore;
import java.nio.file.Path;

/** Server and uplink in one network namespace. */
final class NamespacedUpload {
  private static final String S3PROXY =
      "deploy/proving/target/s3proxy/s3proxy-jar-with-dependencies.jar";

  private NamespacedUpload() {}

  /** The checkout, and the folder with the spool. */
  public static void main(String[] arguments) throws Exception {
    Path folder = Path.of(arguments[1]);
    try (DemoStore store = DemoStore.start(Path.of(arguments[0]).resolve(S3PROXY), folder)) {
      UplinkProcess.main(new String[] {folder.resolve("spool").toString(), store.endpoint()});
    }
  }
}
