package dev.catenary.device.store;

import dev.catenary.device.config.CatenaryConfig.UploadConfig;
import dev.catenary.uplink.grant.GrantedStore;
import dev.catenary.uplink.grant.SpoolFacts;
import dev.catenary.uplink.transfer.DirectoryConfig;
import dev.catenary.uplink.transfer.DirectoryStore;
import dev.catenary.uplink.transfer.ObjectStore;
import dev.catenary.uplink.transfer.S3Config;
import dev.catenary.uplink.transfer.S3Credentials;
import dev.catenary.uplink.transfer.S3Store;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Opens the store that a configuration names. */
public final class Stores {
  private Stores() {}

  /**
   * The store, or null when chunks stay in the spool.
   *
   * @param spoolDirectory where the chunks lie that grants are asked for
   */
  public static @Nullable ObjectStore open(
      UploadConfig upload, Path spoolDirectory, S3Credentials credentials) throws IOException {
    return switch (upload.store()) {
      case NONE -> null;
      case DIRECTORY -> new DirectoryStore(new DirectoryConfig(upload.directory()));
      case GRANTS ->
          new GrantedStore(
              Objects.requireNonNull(upload.grants()),
              new SpoolFacts(spoolDirectory),
              InstantSource.system());
      case S3 -> {
        String endpoint = upload.endpoint();
        yield new S3Store(
            new S3Config(
                endpoint == null ? null : URI.create(endpoint),
                upload.region(),
                upload.bucket(),
                upload.prefix(),
                upload.pathStyle(),
                credentials,
                S3Config.DEFAULT_CALL_TIMEOUT),
            InstantSource.system());
      }
    };
  }
}
