package dev.catenary.uplink;

import dev.catenary.uplink.spool.SpoolConfig;
import dev.catenary.uplink.transfer.DirectoryConfig;
import dev.catenary.uplink.transfer.DirectoryStore;
import dev.catenary.uplink.transfer.ObjectStore;
import dev.catenary.uplink.transfer.S3Config;
import dev.catenary.uplink.transfer.S3Store;
import java.io.IOException;

/** The spool, and where chunks go from it. */
public record UplinkConfig(SpoolConfig spool, Target target, UploadPace pace) {
  /** Where chunks go. */
  public sealed interface Target {}

  /** To an S3 store. */
  public record ToS3(S3Config s3) implements Target {}

  /** To a folder. */
  public record ToDirectory(DirectoryConfig directory) implements Target {}

  /** The store; talks to nobody yet. */
  public ObjectStore openStore() throws IOException {
    return switch (target) {
      case ToS3(S3Config s3) -> new S3Store(s3);
      case ToDirectory(DirectoryConfig directory) -> new DirectoryStore(directory);
    };
  }
}
