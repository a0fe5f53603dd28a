package dev.catenary.release;

import dev.catenary.device.update.fetch.ClientLimits;
import dev.catenary.device.update.fetch.FolderRepository;
import dev.catenary.device.update.fetch.TwoRepositories;
import dev.catenary.device.update.fetch.Updater;
import dev.catenary.device.update.trust.Instruction;
import dev.catenary.device.update.trust.MetadataStore;
import dev.catenary.device.update.trust.format.JsonWriter;
import dev.catenary.device.update.trust.format.KeyPairSigner;
import dev.catenary.device.update.trust.format.KeyScheme;
import dev.catenary.device.update.trust.format.SigningKey;
import dev.catenary.device.update.trust.format.TrustKey;
import dev.catenary.release.key.KeyRing;
import dev.catenary.release.repository.Delegated;
import dev.catenary.release.repository.Direction;
import dev.catenary.release.repository.SignedRepository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** A release team's folder with its keys, and vehicles that read what it makes. */
final class Workshop {
  static final Instant NOW = Instant.now().truncatedTo(ChronoUnit.SECONDS);
  static final String HARDWARE = "amd64-glibc2.28";

  final Path folder;
  final KeyRing ring;
  private final Map<String, SigningKey> open = new HashMap<>();

  Workshop(Path folder) throws IOException {
    this.folder = folder;
    this.ring = new KeyRing(folder.resolve("keys"), name -> ("secret of " + name).toCharArray());
    for (String name :
        List.of(
            "root1",
            "root2",
            "root3",
            "targets",
            "online",
            "product1",
            "product2",
            "product3",
            "models",
            "rules",
            "zones")) {
      make(name);
    }
  }

  /** Makes a key that needs no passphrase: to open a sealed one takes its time by design. */
  void make(String name) throws IOException {
    try {
      KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
      SigningKey key = new KeyPairSigner(KeyScheme.ED25519, pair.getPrivate(), pair.getPublic());
      open.put(name, key);
      Path file = folder.resolve("keys").resolve(name + ".pub");
      Files.createDirectories(file.resolveSibling(""));
      Files.write(file, JsonWriter.bytes(key.publicKey().json()));
    } catch (GeneralSecurityException e) {
      throw new IOException(e);
    }
  }

  SigningKey key(String name) {
    return Objects.requireNonNull(open.get(name), name);
  }

  List<SigningKey> keys(String... names) {
    List<SigningKey> keys = new ArrayList<>();
    for (String name : names) {
      keys.add(key(name));
    }
    return keys;
  }

  private Map<String, List<TrustKey>> topKeys() throws IOException {
    return Map.of(
        "root", ring.publicKeys(List.of("root1", "root2", "root3")),
        "targets", ring.publicKeys(List.of("targets")),
        "snapshot", ring.publicKeys(List.of("online")),
        "timestamp", ring.publicKeys(List.of("online")));
  }

  SignedRepository image(Instant now) {
    return new SignedRepository(folder.resolve("image"), now);
  }

  /** An image repository with roles of their own for the product (2 of 3) and the models. */
  SignedRepository begunImage() throws IOException {
    SignedRepository image = image(NOW);
    image.init(
        topKeys(),
        2,
        List.of(
            new Delegated(
                "product", ring.publicKeys(List.of("product1", "product2", "product3")), 2),
            new Delegated("models", ring.publicKeys(List.of("models")), 1),
            new Delegated("rules", ring.publicKeys(List.of("rules")), 1),
            new Delegated("zones", ring.publicKeys(List.of("zones")), 1)),
        keys("root1", "root2", "targets", "product1", "product2", "models", "rules", "zones"));
    return image;
  }

  void begunDirector() throws IOException {
    new SignedRepository(folder.resolve("director/template"), NOW)
        .init(topKeys(), 2, List.of(), keys("root1", "root2", "targets"));
  }

  Direction direction() {
    return new Direction(folder.resolve("director"), image(NOW), NOW);
  }

  void add(String name, String text, long counter, String release, String... signers)
      throws IOException {
    Path file = Files.writeString(folder.resolve("file"), text);
    image(NOW)
        .add(
            file,
            name,
            new Instruction(Optional.empty(), HARDWARE, counter, release),
            keys(signers));
  }

  /** Adds a folder with one file as a target that is a list of files. */
  void addPart(String name, String file, byte[] bytes, long counter, String release)
      throws IOException {
    Path tree = Files.createDirectories(folder.resolve("tree-" + name.replace('/', '-')));
    Files.write(tree.resolve(file), bytes);
    image(NOW)
        .addRelease(
            tree,
            name,
            new Instruction(Optional.empty(), Instruction.ANY_HARDWARE, counter, release),
            keys(name.substring(0, name.indexOf('/'))));
    stamp();
  }

  void stamp() throws IOException {
    image(NOW).stamp(keys("online"), keys("online"));
  }

  /** A vehicle's client of a repository in a folder; its store is kept under a name. */
  Updater client(String store, Path repository, Instant now) throws IOException {
    Path kept = Files.createDirectories(folder.resolve("clients").resolve(store));
    if (!Files.exists(kept.resolve("root.json"))) {
      Files.copy(repository.resolve("metadata/1.root.json"), kept.resolve("root.json"));
    }
    return Updater.refreshed(
        new FolderRepository(repository),
        new MetadataStore(kept),
        ClientLimits.STANDARD,
        () -> Optional.of(now));
  }

  TwoRepositories vehicle(String thing) throws IOException {
    return new TwoRepositories(
        client(thing + "-director", folder.resolve("director").resolve(thing), NOW),
        client(thing + "-image", folder.resolve("image"), NOW));
  }
}
