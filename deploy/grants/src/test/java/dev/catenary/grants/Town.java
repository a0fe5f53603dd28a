package dev.catenary.grants;

import dev.catenary.uplink.transfer.S3ProxyProcess;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A store, an authority, an issuer and tables: drone-1 works for east until June 2024 and for west
 * from then on; drone-4 for far, which lets in another network only.
 */
final class Town implements AutoCloseable {
  final Path folder;
  final S3ProxyProcess store;
  final TestAuthority authority;
  final TestAuthority.Identity server;
  final TestAuthority.Identity drone;
  final Tokens tokens = new Tokens();

  Town(Path folder) throws Exception {
    this.folder = folder;
    store = new S3ProxyProcess(folder.resolve("store"));
    authority = new TestAuthority(folder.resolve("ca"));
    server = authority.issue("server", "grants", true);
    drone = authority.issue("drone-1", "drone-1", false);
    for (String bucket : List.of("east", "west", "far")) {
      store.makeBucket(bucket);
    }
    Files.writeString(folder.resolve("jwks.json"), tokens.keySet());
    write("revoked.csv", "sha256,reason");
    write(
        "vehicles.csv",
        "vehicle, utility, from, until",
        "drone-1, east, 2024-01-01T00:00:00Z, 2024-06-01T00:00:00Z",
        "drone-1, west, 2024-06-01T00:00:00Z, -",
        "drone-2, east, -, -",
        "drone-3, east, -, -",
        "drone-4, far, -, -");
    utilities(store.endpoint());
  }

  void utilities(URI endpoint) throws IOException {
    write(
        "utilities.csv",
        "utility, account, region, bucket, prefix, role, endpoint, network",
        "east, -, us-east-1, east, survey, -, " + endpoint + ", 127.0.0.0/8",
        "west, -, us-east-1, west, survey, -, " + endpoint + ", -",
        "far, -, us-east-1, far, -, -, " + endpoint + ", 10.9.0.0/16");
  }

  void write(String table, String... lines) throws IOException {
    Path part = folder.resolve(table + ".part");
    Files.writeString(part, String.join("\n", lines) + "\n");
    Files.move(
        part,
        folder.resolve(table),
        java.nio.file.StandardCopyOption.ATOMIC_MOVE,
        java.nio.file.StandardCopyOption.REPLACE_EXISTING);
  }

  GrantsProcess service(String... more) throws Exception {
    List<String> settings = new java.util.ArrayList<>(List.of(more));
    settings.addAll(
        List.of(
            "people-issuer = " + Tokens.ISSUER,
            "people-audience = " + Tokens.AUDIENCE,
            "people-keys = " + folder.resolve("jwks.json")));
    return new GrantsProcess(
        folder, authority, server, settings, S3ProxyProcess.ACCESS_KEY, S3ProxyProcess.SECRET_KEY);
  }

  /** Objects of a bucket, by key. */
  List<String> objects(String bucket) throws IOException {
    Path root = store.data().resolve(bucket);
    try (var files = Files.walk(root)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> root.relativize(file).toString())
          .sorted()
          .toList();
    }
  }

  @Override
  public void close() {
    store.close();
  }
}
