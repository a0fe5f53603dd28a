package dev.catenary.device.store;

import dev.catenary.device.config.IotSettings;
import dev.catenary.durable.SmallFile;
import dev.catenary.proto.counter.Counters;
import dev.catenary.uplink.credential.IdentityFolder;
import dev.catenary.uplink.credential.KeysEndpoint;
import dev.catenary.uplink.credential.TemporaryKeys;
import dev.catenary.uplink.transfer.S3Credentials;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** Where a configuration has the store's keys from. */
public final class StoreKeys {
  private StoreKeys() {}

  /**
   * The credentials provider where one is named, else the environment.
   *
   * @param development whether the environment may name a store of its own
   */
  public static S3Credentials of(@Nullable IotSettings iot, boolean development, Counters counters)
      throws IOException {
    TemporaryKeys keys = temporary(iot, counters);
    return keys == null
        ? new S3Credentials.Environment(development)
        : new S3Credentials.Fetched(keys);
  }

  /** Null where no credentials provider is named. */
  public static @Nullable TemporaryKeys temporary(@Nullable IotSettings iot, Counters counters)
      throws IOException {
    IotSettings.KeysSettings keys = iot == null ? null : iot.keys();
    if (iot == null || keys == null) {
      return null;
    }
    return new TemporaryKeys(
        new KeysEndpoint(
            keys.endpoint(), keys.port(), keys.roleAlias(), iot.thing(), trust(iot.trust())),
        new IdentityFolder(iot.identity()),
        InstantSource.system(),
        System::nanoTime,
        counters);
  }

  /** Certificates in the file; null for the system's authorities. */
  public static @Nullable String trust(@Nullable Path file) throws IOException {
    return file == null ? null : SmallFile.keys(file);
  }
}
