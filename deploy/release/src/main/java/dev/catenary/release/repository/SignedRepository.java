package dev.catenary.release.repository;

import dev.catenary.device.update.trust.AgreedTarget;
import dev.catenary.device.update.trust.Instruction;
import dev.catenary.device.update.trust.format.DelegatedRole;
import dev.catenary.device.update.trust.format.Digests;
import dev.catenary.device.update.trust.format.Header;
import dev.catenary.device.update.trust.format.Json;
import dev.catenary.device.update.trust.format.PathPattern;
import dev.catenary.device.update.trust.format.RoleKeys;
import dev.catenary.device.update.trust.format.RootMetadata;
import dev.catenary.device.update.trust.format.SigningKey;
import dev.catenary.device.update.trust.format.TargetsMetadata;
import dev.catenary.device.update.trust.format.TrustKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A repository in the making, in a folder as it is served: {@code metadata/} and {@code targets/}.
 * Each change writes new versions; none is overwritten but the timestamp.
 */
public final class SignedRepository {
  /**
   * Lives of metadata: a root's a year, what offline keys sign half of it, what is stamped a month.
   */
  private static final Duration ROOT_LIFE = Duration.ofDays(365);

  private static final Duration TARGETS_LIFE = Duration.ofDays(180);
  private static final Duration STAMP_LIFE = Duration.ofDays(30);

  private final Path folder;
  private final RoleFiles files;
  private final Instant now;

  public SignedRepository(Path folder, Instant now) {
    this.folder = folder;
    this.files = new RoleFiles(folder.resolve("metadata"));
    this.now = now;
  }

  public Path folder() {
    return folder;
  }

  /** Begins a repository: its first root, and its empty targets roles. */
  public void init(
      Map<String, List<TrustKey>> keys,
      int rootThreshold,
      List<Delegated> delegated,
      List<SigningKey> signers)
      throws IOException {
    if (files.newest(RootMetadata.TYPE) > 0) {
      throw new IOException("found a repository in " + folder + "; cure: another folder");
    }
    writeRoot(1, keys, Map.of(RootMetadata.TYPE, rootThreshold), signers);
    Json.Members targets = header(TargetsMetadata.TYPE, 1, TARGETS_LIFE);
    targets.entries().put("targets", Json.members());
    if (!delegated.isEmpty()) {
      targets.entries().put("delegations", delegations(delegated));
    }
    files.write(TargetsMetadata.TYPE, targets, signers);
    for (Delegated role : delegated) {
      Json.Members empty = header(TargetsMetadata.TYPE, 1, TARGETS_LIFE);
      empty.entries().put("targets", Json.members());
      files.write(role.name(), empty, signers);
    }
  }

  private static Json.Members delegations(List<Delegated> delegated) {
    Json.Members keys = Json.members();
    List<Json> roles = new ArrayList<>();
    for (Delegated role : delegated) {
      Set<String> ids = list(role.keys(), keys);
      roles.add(
          new DelegatedRole(
                  role.name(),
                  new RoleKeys(ids, role.threshold()),
                  true,
                  List.of(new PathPattern(role.name() + "/*")),
                  List.of())
              .json());
    }
    Json.Members json = Json.members();
    json.entries().put("keys", keys);
    json.entries().put("roles", new Json.Items(roles));
    return json;
  }

  private static Set<String> list(List<TrustKey> keys, Json.Members listed) {
    LinkedHashSet<String> ids = new LinkedHashSet<>();
    for (TrustKey key : keys) {
      listed.entries().put(key.id(), key.json());
      ids.add(key.id());
    }
    return ids;
  }

  private void writeRoot(
      long version,
      Map<String, List<TrustKey>> keys,
      Map<String, Integer> thresholds,
      List<SigningKey> signers)
      throws IOException {
    Json.Members root = header(RootMetadata.TYPE, version, ROOT_LIFE);
    root.entries().put("consistent_snapshot", Json.of(true));
    Json.Members listed = Json.members();
    Json.Members roles = Json.members();
    for (String role : RootMetadata.TOP_ROLES) {
      Set<String> ids = list(keys.getOrDefault(role, List.of()), listed);
      roles.entries().put(role, new RoleKeys(ids, thresholds.getOrDefault(role, 1)).json());
    }
    root.entries().put("keys", listed);
    root.entries().put("roles", roles);
    files.write(RootMetadata.TYPE, root, signers);
  }

  /**
   * Replaces the keys of a role by a new root, which the old root's keys and the new one's sign.
   *
   * @param keys the role's new keys
   */
  public void rotate(String role, List<TrustKey> keys, int threshold, List<SigningKey> signers)
      throws IOException {
    Json.Members before = files.signed(RootMetadata.TYPE);
    Json.Members root = header(RootMetadata.TYPE, before.whole("version") + 1, ROOT_LIFE);
    root.entries().put("consistent_snapshot", Json.of(true));
    Json.Members listed = Json.members();
    listed.entries().putAll(before.members("keys").entries());
    Set<String> ids = list(keys, listed);
    Json.Members roles = Json.members();
    roles.entries().putAll(before.members("roles").entries());
    roles.entries().put(role, new RoleKeys(ids, threshold).json());
    LinkedHashSet<String> used = new LinkedHashSet<>();
    for (String each : RootMetadata.TOP_ROLES) {
      used.addAll(roles.members(each).texts("keyids"));
    }
    listed.entries().keySet().retainAll(used);
    root.entries().put("keys", listed);
    root.entries().put("roles", roles);
    files.write(RootMetadata.TYPE, root, signers);
  }

  /**
   * Replaces the keys of a delegated role by a new targets role, and signs the role anew.
   *
   * @param signers of targets, and of the role's new keys as many as its threshold
   */
  public void rotateDelegated(
      String role, List<TrustKey> keys, int threshold, List<SigningKey> signers)
      throws IOException {
    Json.Members before = files.signed(TargetsMetadata.TYPE);
    Json.Members next = header(TargetsMetadata.TYPE, before.whole("version") + 1, TARGETS_LIFE);
    next.entries().put("targets", before.members("targets"));
    next.entries()
        .put(
            "delegations",
            DelegationChange.of(before.members("delegations"), role, keys, threshold));
    files.write(TargetsMetadata.TYPE, next, signers);
    list(role, Map.of(), signers);
  }

  /**
   * Adds a target to the role that its name's first part names; to the top role where none does.
   */
  public void add(Path file, String name, Instruction instruction, List<SigningKey> signers)
      throws IOException {
    PlainName.check(name);
    byte[] bytes = Files.readAllBytes(file);
    String hash = Digests.sha256(bytes);
    Path copy = folder.resolve("targets").resolve(hashed(name, hash));
    Files.createDirectories(copy.resolveSibling(""));
    Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
    list(role(name), Map.of(name, TargetJson.of(bytes.length, hash, instruction)), signers);
  }

  /** Adds a folder as a release: the target is the list of its files. */
  public void addRelease(
      Path release, String name, Instruction instruction, List<SigningKey> signers)
      throws IOException {
    byte[] list = new ReleaseFolder(folder.resolve("targets")).store(release).bytes();
    Path file = Files.createTempFile("release", ".list");
    try {
      Files.write(file, list);
      add(file, name, instruction, signers);
    } finally {
      Files.delete(file);
    }
  }

  /**
   * Offers old bytes again under a new name and counter: the only downgrade there is.
   *
   * @param name of the target to be offered again
   */
  public void recall(String name, String newName, long counter, List<SigningKey> signers)
      throws IOException {
    PlainName.check(newName);
    Json.Members old = files.signed(role(name)).members("targets").members(name);
    Json.Members custom = old.members("custom");
    if (counter <= custom.whole("counter")) {
      throw new IOException(
          "found the counter "
              + counter
              + ", expected more than "
              + custom.whole("counter")
              + "; cure: a counter above that of the release which is taken back");
    }
    String hash = old.members("hashes").text("sha256");
    Path copy = folder.resolve("targets").resolve(hashed(newName, hash));
    Files.copy(
        folder.resolve("targets").resolve(hashed(name, hash)),
        copy,
        StandardCopyOption.REPLACE_EXISTING);
    Instruction again =
        new Instruction(Optional.empty(), custom.text("hardware"), counter, custom.text("release"));
    list(role(newName), Map.of(newName, TargetJson.of(old.whole("length"), hash, again)), signers);
  }

  /** Lists targets in a new version of a role. */
  void list(String role, Map<String, Json> targets, List<SigningKey> signers) throws IOException {
    Json.Members before = files.signed(role);
    Json.Members next = header(TargetsMetadata.TYPE, before.whole("version") + 1, TARGETS_LIFE);
    Json.Members all = Json.members();
    all.entries().putAll(before.members("targets").entries());
    all.entries().putAll(targets);
    next.entries().put("targets", all);
    if (before.has("delegations")) {
      next.entries().put("delegations", before.members("delegations"));
    }
    files.write(role, next, signers);
  }

  /** Lists one target of a kind in the top role, in place of those of its kind before. */
  void replace(String name, Json target, List<SigningKey> signers) throws IOException {
    Json.Members before = files.signed(TargetsMetadata.TYPE);
    Json.Members next = header(TargetsMetadata.TYPE, before.whole("version") + 1, TARGETS_LIFE);
    Json.Members all = Json.members();
    all.entries().putAll(before.members("targets").entries());
    all.entries()
        .keySet()
        .removeIf(other -> AgreedTarget.kind(other).equals(AgreedTarget.kind(name)));
    all.entries().put(name, target);
    next.entries().put("targets", all);
    files.write(TargetsMetadata.TYPE, next, signers);
  }

  /** The target of a name, as its role lists it. */
  public Json.Members target(String name) throws IOException {
    return files.signed(role(name)).members("targets").members(name);
  }

  private String role(String name) throws IOException {
    String first = name.substring(0, Math.max(0, name.indexOf('/')));
    return !first.isEmpty() && files.newest(first) > 0 ? first : TargetsMetadata.TYPE;
  }

  private static String hashed(String name, String hash) {
    int base = name.lastIndexOf('/') + 1;
    return name.substring(0, base) + hash + "." + name.substring(base);
  }

  /** Adds signatures to the newest version of a role. */
  public void sign(String role, List<SigningKey> signers) throws IOException {
    files.sign(role, signers);
  }

  /** Makes a new snapshot and timestamp over the newest versions. */
  public void stamp(List<SigningKey> snapshotKeys, List<SigningKey> timestampKeys)
      throws IOException {
    stamp(snapshotKeys, timestampKeys, STAMP_LIFE);
  }

  void stamp(List<SigningKey> snapshotKeys, List<SigningKey> timestampKeys, Duration life)
      throws IOException {
    new Stamp(files, this::header).write(snapshotKeys, timestampKeys, life);
  }

  /** When the newest root expires. */
  Instant rootExpires() throws IOException {
    return Header.instant("expires", files.signed(RootMetadata.TYPE).text("expires"));
  }

  Instant now() {
    return now;
  }

  private Json.Members header(String type, long version, Duration life) {
    return new Header(version, now.plus(life), Optional.of(now)).json(type);
  }
}
