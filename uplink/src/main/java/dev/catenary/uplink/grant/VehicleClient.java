package dev.catenary.uplink.grant;

import dev.catenary.durable.SmallFile;
import dev.catenary.uplink.credential.DeviceIdentity;
import dev.catenary.uplink.credential.IdentityFolder;
import dev.catenary.uplink.credential.MutualTls;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The HTTP client that shows this vehicle's certificate and trusts one authority; made anew when a
 * file has changed, so that a rotated certificate is in force without a restart. Any thread may
 * ask.
 */
final class VehicleClient implements AutoCloseable {
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

  private final GrantConfig config;
  private @Nullable HttpClient client;
  private List<FileTime> made = List.of();

  VehicleClient(GrantConfig config) {
    this.config = config;
  }

  synchronized HttpClient client() throws IOException {
    List<FileTime> now = new ArrayList<>();
    for (Path file : List.of(config.certificate(), config.key(), config.authority())) {
      now.add(modified(file));
    }
    HttpClient known = client;
    if (known != null && now.equals(made)) {
      return known;
    }
    HttpClient fresh =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_TIMEOUT)
            .sslContext(MutualTls.context(identity(), SmallFile.keys(config.authority())))
            .build();
    if (known != null) {
      known.shutdown();
    }
    client = fresh;
    made = now;
    return fresh;
  }

  /** A file that is not there is told of when it is read. */
  private static FileTime modified(Path file) throws IOException {
    return Files.exists(file) ? Files.getLastModifiedTime(file) : FileTime.fromMillis(0);
  }

  /** Certificate and key may be one file, as provisioning leaves them. */
  private DeviceIdentity identity() throws IOException {
    if (config.certificate().equals(config.key())) {
      Path file = config.certificate();
      Path folder = file.toAbsolutePath().getParent();
      return folder != null && file.endsWith(IdentityFolder.CURRENT)
          ? new IdentityFolder(folder).current()
          : DeviceIdentity.parse(file.toString(), SmallFile.keys(file));
    }
    return DeviceIdentity.parse(
        config.certificate() + " and " + config.key(),
        SmallFile.keys(config.certificate()) + "\n" + SmallFile.keys(config.key()));
  }

  @Override
  public synchronized void close() {
    if (client != null) {
      client.shutdownNow();
    }
  }
}
