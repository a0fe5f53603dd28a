package dev.catenary.release.repository;

import dev.catenary.device.update.trust.format.CanonicalJson;
import dev.catenary.device.update.trust.format.Json;
import dev.catenary.device.update.trust.format.SignedFile;
import dev.catenary.device.update.trust.format.SigningKey;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The metadata files of a repository in the making: {@code N.ROLE.json}, and {@code
 * timestamp.json}.
 */
final class RoleFiles {
  private final Path folder;

  RoleFiles(Path folder) {
    this.folder = folder;
  }

  /** The highest version of a role; 0 when there is none. */
  long newest(String role) throws IOException {
    if (!Files.isDirectory(folder)) {
      return 0;
    }
    if (role.equals("timestamp")) {
      return Files.exists(path(role, 0))
          ? SignedFile.read(role, Files.readAllBytes(path(role, 0))).signed().whole("version")
          : 0;
    }
    long newest = 0;
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*." + role + ".json")) {
      for (Path file : files) {
        String version = file.getFileName().toString().replaceFirst("\\..*", "");
        if (version.matches("[0-9]{1,18}")) {
          newest = Math.max(newest, Long.parseLong(version));
        }
      }
    }
    return newest;
  }

  byte[] read(String role, long version) throws IOException {
    return Files.readAllBytes(path(role, version));
  }

  /** Signed members of the newest version of a role. */
  Json.Members signed(String role) throws IOException {
    return SignedFile.read(role, read(role, newest(role))).signed();
  }

  /** Writes a version with the signatures of these keys. */
  byte[] write(String role, Json.Members signed, List<SigningKey> keys) throws IOException {
    return put(role, signed, signatures(signed, keys));
  }

  /** Adds signatures to the newest version of a role. */
  void sign(String role, List<SigningKey> keys) throws IOException {
    SignedFile file = SignedFile.read(role, read(role, newest(role)));
    Map<String, byte[]> signatures = new LinkedHashMap<>(file.signatures());
    signatures.putAll(signatures(file.signed(), keys));
    put(role, file.signed(), signatures);
  }

  private static Map<String, byte[]> signatures(Json.Members signed, List<SigningKey> keys)
      throws IOException {
    Map<String, byte[]> signatures = new LinkedHashMap<>();
    for (SigningKey key : keys) {
      signatures.put(key.publicKey().id(), key.sign(CanonicalJson.bytes(signed)));
    }
    return signatures;
  }

  private byte[] put(String role, Json.Members signed, Map<String, byte[]> signatures)
      throws IOException {
    Files.createDirectories(folder);
    byte[] bytes = SignedFile.write(signed, signatures);
    Path part = folder.resolve(role + ".part");
    Files.write(part, bytes);
    Files.move(part, path(role, signed.whole("version")), StandardCopyOption.ATOMIC_MOVE);
    return bytes;
  }

  private Path path(String role, long version) {
    return folder.resolve(
        role.equals("timestamp") ? "timestamp.json" : version + "." + role + ".json");
  }
}
