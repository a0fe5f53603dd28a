package dev.catenary.device.update.trust;

import dev.catenary.device.update.trust.format.CanonicalJson;
import dev.catenary.device.update.trust.format.Digests;
import dev.catenary.device.update.trust.format.Header;
import dev.catenary.device.update.trust.format.Json;
import dev.catenary.device.update.trust.format.KeyPairSigner;
import dev.catenary.device.update.trust.format.KeyScheme;
import dev.catenary.device.update.trust.format.RoleKeys;
import dev.catenary.device.update.trust.format.SignedFile;
import dev.catenary.device.update.trust.format.SigningKey;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes metadata of a small repository, right or wrong in one thing. */
public final class TestRepository {
  public static final Instant NOW = Instant.parse("2026-12-01T00:00:00Z");
  public static final Duration LIFE = Duration.ofDays(90);

  /** Keys by role. */
  public final Map<String, List<SigningKey>> keys = new LinkedHashMap<>();

  /** Thresholds of roles that need more than one key. */
  public final Map<String, Integer> thresholds = new LinkedHashMap<>();

  public Instant signedAt = NOW;
  public Instant expires = NOW.plus(LIFE);

  public TestRepository() throws GeneralSecurityException {
    for (String role : List.of("root", "timestamp", "snapshot", "targets")) {
      keys.put(role, new ArrayList<>(List.of(key())));
    }
  }

  public static SigningKey key() throws GeneralSecurityException {
    KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    return new KeyPairSigner(KeyScheme.ED25519, pair.getPrivate(), pair.getPublic());
  }

  public Json.Members header(String type, long version) {
    return new Header(version, expires, Optional.of(signedAt)).json(type);
  }

  public byte[] root(long version) throws IOException {
    return sign(rootJson(version), keys.get("root"));
  }

  public Json.Members rootJson(long version) {
    Json.Members json = header("root", version);
    json.entries().put("consistent_snapshot", Json.of(true));
    Json.Members listed = Json.members();
    Json.Members roles = Json.members();
    keys.forEach(
        (role, signers) -> {
          List<String> ids = new ArrayList<>();
          for (SigningKey signer : signers) {
            listed.entries().put(signer.publicKey().id(), signer.publicKey().json());
            ids.add(signer.publicKey().id());
          }
          roles
              .entries()
              .put(
                  role,
                  new RoleKeys(new LinkedHashSet<>(ids), thresholds.getOrDefault(role, 1)).json());
        });
    json.entries().put("keys", listed);
    json.entries().put("roles", roles);
    return json;
  }

  public byte[] timestamp(long version, long snapshotVersion, byte[] snapshot) throws IOException {
    Json.Members json = header("timestamp", version);
    json.entries().put("meta", meta(Map.of("snapshot.json", file(snapshotVersion, snapshot))));
    return sign(json, keys.get("timestamp"));
  }

  public byte[] snapshot(long version, Map<String, Json> files) throws IOException {
    Json.Members json = header("snapshot", version);
    json.entries().put("meta", meta(files));
    return sign(json, keys.get("snapshot"));
  }

  /** One file as a timestamp or snapshot names it. */
  public static Json file(long version, byte[] bytes) {
    Json.Members json = Json.members();
    json.entries().put("version", Json.of(version));
    json.entries().put("length", Json.of(bytes.length));
    json.entries().put("hashes", hashes(bytes));
    return json;
  }

  private static Json meta(Map<String, Json> files) {
    Json.Members json = Json.members();
    json.entries().putAll(files);
    return json;
  }

  public byte[] targets(long version, Map<String, Json> targets) throws IOException {
    Json.Members json = header("targets", version);
    json.entries().put("targets", meta(targets));
    return sign(json, keys.get("targets"));
  }

  /** A target as a targets role lists it. */
  public static Json target(byte[] bytes, Optional<Json.Members> custom) {
    Json.Members json = Json.members();
    json.entries().put("length", Json.of(bytes.length));
    json.entries().put("hashes", hashes(bytes));
    custom.ifPresent(members -> json.entries().put("custom", members));
    return json;
  }

  private static Json hashes(byte[] bytes) {
    Json.Members json = Json.members();
    json.entries().put("sha256", Json.of(Digests.sha256(bytes)));
    return json;
  }

  public static byte[] sign(Json.Members json, List<SigningKey> signers) throws IOException {
    Map<String, byte[]> signatures = new LinkedHashMap<>();
    for (SigningKey signer : signers) {
      signatures.put(signer.publicKey().id(), signer.sign(CanonicalJson.bytes(json)));
    }
    return SignedFile.write(json, signatures);
  }

  /** A client that has just this root. */
  public TrustedSet trustedSet(Optional<Instant> clock) throws IOException {
    return TrustedSet.of(MetadataSet.ofRoot(root(1)), clock);
  }
}
