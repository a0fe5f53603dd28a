package dev.catenary.release.key;

import dev.catenary.device.update.trust.format.Json;
import dev.catenary.device.update.trust.format.JsonWriter;
import dev.catenary.device.update.trust.format.SigningKey;
import dev.catenary.device.update.trust.format.StrictJson;
import dev.catenary.device.update.trust.format.TrustKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Keys by name in a folder: {@code NAME.pub} for everybody, and {@code NAME.key} sealed, or {@code
 * NAME.token} that says where the token is.
 */
public final class KeyRing {
  private final Path folder;
  private final Function<String, char[]> secrets;

  /**
   * A ring in a folder.
   *
   * @param secrets the passphrase or PIN of a key, by its name
   */
  public KeyRing(Path folder, Function<String, char[]> secrets) {
    this.folder = folder;
    this.secrets = secrets;
  }

  /** Makes a key in a sealed file. */
  public TrustKey make(String name) throws IOException {
    Files.createDirectories(folder);
    SigningKey key = SealedKey.make(file(name, ".key"), secrets.apply(name));
    Files.write(file(name, ".pub"), JsonWriter.bytes(key.publicKey().json()));
    return key.publicKey();
  }

  /** Takes a key of a token into the ring. */
  public TrustKey take(String name, Path configuration, String alias) throws IOException {
    Files.createDirectories(folder);
    SigningKey key = TokenKey.open(configuration, alias, secrets.apply(name));
    Json.Members json = Json.members();
    json.entries().put("configuration", Json.of(configuration.toAbsolutePath().toString()));
    json.entries().put("alias", Json.of(alias));
    Files.write(file(name, ".token"), JsonWriter.bytes(json));
    Files.write(file(name, ".pub"), JsonWriter.bytes(key.publicKey().json()));
    return key.publicKey();
  }

  public SigningKey open(String name) throws IOException {
    Path token = file(name, ".token");
    if (Files.exists(token)) {
      Json.Members json = StrictJson.read(token.toString(), Files.readAllBytes(token));
      return TokenKey.open(
          Path.of(json.text("configuration")), json.text("alias"), secrets.apply(name));
    }
    return SealedKey.open(file(name, ".key"), secrets.apply(name));
  }

  public List<SigningKey> open(List<String> names) throws IOException {
    List<SigningKey> keys = new ArrayList<>();
    for (String name : names) {
      keys.add(open(name));
    }
    return keys;
  }

  public TrustKey publicKey(String name) throws IOException {
    Path file = file(name, ".pub");
    return TrustKey.of(StrictJson.read(file.toString(), Files.readAllBytes(file)));
  }

  public List<TrustKey> publicKeys(List<String> names) throws IOException {
    List<TrustKey> keys = new ArrayList<>();
    for (String name : names) {
      keys.add(publicKey(name));
    }
    return keys;
  }

  /** Names of all public keys, in order. */
  public List<String> names() throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> all = Files.list(folder)) {
      return all.map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".pub"))
          .map(name -> name.substring(0, name.length() - ".pub".length()))
          .sorted()
          .toList();
    }
  }

  /** The public key of a vehicle, when the ring has it. */
  public Optional<TrustKey> publicKeyIfAny(String name) throws IOException {
    return Files.exists(file(name, ".pub")) ? Optional.of(publicKey(name)) : Optional.empty();
  }

  private Path file(String name, String end) {
    if (!name.matches("[A-Za-z0-9_-][A-Za-z0-9._-]{0,127}")) {
      throw new IllegalArgumentException(
          "found the name " + name + ", expected letters, digits, dot, dash and underscore");
    }
    return folder.resolve(name + end);
  }
}
