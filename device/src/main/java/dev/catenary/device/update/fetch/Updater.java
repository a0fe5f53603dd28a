package dev.catenary.device.update.fetch;

import dev.catenary.device.update.trust.MetadataSet;
import dev.catenary.device.update.trust.MetadataStore;
import dev.catenary.device.update.trust.TrustedSet;
import dev.catenary.device.update.trust.attack.EndlessRootsException;
import dev.catenary.device.update.trust.attack.TrustException;
import dev.catenary.device.update.trust.format.Authority;
import dev.catenary.device.update.trust.format.MetaFile;
import dev.catenary.device.update.trust.format.RootMetadata;
import dev.catenary.device.update.trust.format.SnapshotMetadata;
import dev.catenary.device.update.trust.format.TargetFile;
import dev.catenary.device.update.trust.format.TargetsMetadata;
import dev.catenary.device.update.trust.format.TimestampMetadata;
import dev.catenary.device.update.trust.format.UrlText;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A client of one repository: brings its metadata up to date and fetches targets (chapter 5 of the
 * TUF specification 1.0.34). What came to be trusted is kept as one set at the end of each step,
 * also of one that ends in a refusal.
 */
public final class Updater {
  private final Repository repository;
  private final MetadataStore store;
  private final ClientLimits limits;
  private final MetadataFetch fetch;
  private final TrustedSet trusted;
  private final TargetsMetadata targets;

  private Updater(
      Repository repository, MetadataStore store, ClientLimits limits, TrustedClock clock)
      throws IOException {
    this.repository = repository;
    this.store = store;
    this.limits = limits;
    this.fetch = new MetadataFetch(repository, limits.rateFloor());
    MetadataSet kept = store.read();
    this.trusted = TrustedSet.of(kept, clock.now());
    try {
      walkRoots();
      updateTimestamp();
      updateSnapshot();
      this.targets = targets(trusted.root().authority(TargetsMetadata.TYPE));
    } finally {
      store.commit(trusted.kept());
    }
  }

  /**
   * Brings the metadata of the top roles up to date.
   *
   * @throws TrustException when something is refused; what was trusted before stays so
   */
  public static Updater refreshed(
      Repository repository, MetadataStore store, ClientLimits limits, TrustedClock clock)
      throws IOException {
    return new Updater(repository, store, limits, clock);
  }

  private void walkRoots() throws IOException {
    for (int walked = 0; walked < limits.rootsMax(); walked++) {
      byte[] next;
      try {
        next =
            fetch.fetch(
                (trusted.root().header().version() + 1) + ".root.json", limits.rootBytesMax());
      } catch (AbsentFileException e) {
        trusted.endRoots();
        return;
      }
      trusted.updateRoot(next);
    }
    throw new EndlessRootsException(trusted.root().header().version(), limits.rootsMax());
  }

  private void updateTimestamp() throws IOException {
    trusted.recallTimestamp();
    trusted.updateTimestamp(
        fetch.fetch(TimestampMetadata.TYPE + ".json", limits.timestampBytesMax()));
  }

  private void updateSnapshot() throws IOException {
    if (!trusted.recallSnapshot()) {
      trusted.updateSnapshot(
          fetched(SnapshotMetadata.TYPE, trusted.snapshotFile(), limits.snapshotBytesMax()));
    }
  }

  /** A targets role, from what was kept or anew. */
  TargetsMetadata targets(Authority authority) throws IOException {
    String role = authority.role();
    MetaFile file = trusted.targetsFile(role);
    Optional<byte[]> kept = trusted.before(role);
    if (kept.isPresent()) {
      try {
        return trusted.updateTargets(authority, kept.get());
      } catch (TrustException e) {
        // An older one, or one that others trusted: the repository has to give a better one.
      }
    }
    return trusted.updateTargets(authority, fetched(role, file, limits.targetsBytesMax()));
  }

  private byte[] fetched(String role, MetaFile file, int bytesMax) throws IOException {
    String version = trusted.root().consistentSnapshot() ? file.version() + "." : "";
    return fetch.fetch(
        version + UrlText.part(role) + ".json",
        Math.min(bytesMax, file.fingerprint().length().orElse(bytesMax)));
  }

  /** The top targets role. */
  public TargetsMetadata targets() {
    return targets;
  }

  /** The root in use. */
  public RootMetadata root() {
    return trusted.root();
  }

  /** Description of a target in the repository, by the role that it trusts most with the name. */
  public TargetFile find(String name) throws IOException {
    try {
      return new TargetSearch(this, limits.rolesMax()).find(name);
    } finally {
      store.commit(trusted.kept());
    }
  }

  /** Fetches a target into a folder; its file is there and right when this returns. */
  public Path download(TargetFile target, Path folder) throws IOException {
    return new TargetDownload(repository, limits.rateFloor(), folder)
        .fetch(target, trusted.root().consistentSnapshot());
  }
}
