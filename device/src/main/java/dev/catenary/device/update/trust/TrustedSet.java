package dev.catenary.device.update.trust;

import dev.catenary.device.update.trust.attack.FreezeException;
import dev.catenary.device.update.trust.attack.MixAndMatchException;
import dev.catenary.device.update.trust.attack.RollbackException;
import dev.catenary.device.update.trust.attack.RootChainException;
import dev.catenary.device.update.trust.attack.TrustException;
import dev.catenary.device.update.trust.format.Authority;
import dev.catenary.device.update.trust.format.Header;
import dev.catenary.device.update.trust.format.MetaFile;
import dev.catenary.device.update.trust.format.RootMetadata;
import dev.catenary.device.update.trust.format.SnapshotMetadata;
import dev.catenary.device.update.trust.format.TargetsMetadata;
import dev.catenary.device.update.trust.format.TimestampMetadata;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The metadata that is trusted in one update, and the rules by which more of it comes to be:
 * chapter 5 of the TUF specification 1.0.34. Roles come in its order: roots, timestamp, snapshot,
 * targets. What is refused leaves no trace.
 */
public final class TrustedSet {
  private final Map<String, byte[]> files;
  private final KnownTime time;
  private RootMetadata root;
  private @Nullable TimestampMetadata timestamp;
  private @Nullable SnapshotMetadata snapshot;

  private TrustedSet(RootMetadata root, Map<String, byte[]> files, KnownTime time) {
    this.root = root;
    this.files = files;
    this.time = time;
  }

  /**
   * Begins an update from what was trusted before (5.2).
   *
   * @param clock host or GNSS time, where it is trusted
   */
  public static TrustedSet of(MetadataSet kept, Optional<Instant> clock) throws TrustException {
    byte[] bytes = kept.files().get(RootMetadata.TYPE);
    RootMetadata root = RootMetadata.read(bytes == null ? new byte[0] : bytes);
    root.authority(RootMetadata.TYPE).check(root.file());
    KnownTime time = new KnownTime(clock, kept.seen());
    time.sawRoot(root.header());
    return new TrustedSet(root, new TreeMap<>(kept.files()), time);
  }

  /** Metadata to keep. */
  public MetadataSet kept() {
    return new MetadataSet(Map.copyOf(files), time.seen());
  }

  public RootMetadata root() {
    return root;
  }

  /** Bytes that were trusted before and have to be looked at again. */
  public Optional<byte[]> before(String role) {
    return Optional.ofNullable(files.get(role));
  }

  /** The next root: signed by the old one's keys and by its own, one version further (5.3). */
  public void updateRoot(byte[] bytes) throws TrustException {
    RootMetadata next = RootMetadata.read(bytes);
    root.authority(RootMetadata.TYPE).check(next.file());
    next.authority(RootMetadata.TYPE).check(next.file());
    if (next.header().version() != root.header().version() + 1) {
      throw new RootChainException(next.header().version(), root.header().version() + 1);
    }
    time.check(RootMetadata.TYPE, next.header(), next.header().expires());
    boolean recovered =
        isRotated(TimestampMetadata.TYPE, next) || isRotated(SnapshotMetadata.TYPE, next);
    root = next;
    files.put(RootMetadata.TYPE, next.file().bytes());
    time.sawRoot(next.header());
    if (recovered) {
      // 5.3.11: versions that an attacker has driven up with these keys count no more.
      files.remove(TimestampMetadata.TYPE);
      files.remove(SnapshotMetadata.TYPE);
      time.forgetAllButRoots();
    }
  }

  /** True when a key of the role is taken away; a key more is no rotation. */
  private boolean isRotated(String role, RootMetadata next) {
    return !next.authority(role).identities().containsAll(root.authority(role).identities());
  }

  /** No root is newer: the last one may not have expired, those before it may (5.3.10). */
  public void endRoots() throws FreezeException {
    checkExpiry(RootMetadata.TYPE, root.header());
  }

  /** Looks at the timestamp of before again: it holds rollbacks off, even expired. */
  public void recallTimestamp() {
    byte[] bytes = files.get(TimestampMetadata.TYPE);
    if (bytes == null) {
      return;
    }
    try {
      TimestampMetadata before = TimestampMetadata.read(bytes);
      root.authority(TimestampMetadata.TYPE).check(before.file());
      timestamp = before;
    } catch (TrustException e) {
      // Of keys that are no longer trusted: as if there were none.
      timestamp = null;
    }
  }

  /** A new timestamp (5.4); one of the same version changes nothing. */
  public void updateTimestamp(byte[] bytes) throws TrustException {
    TimestampMetadata next = TimestampMetadata.read(bytes);
    root.authority(TimestampMetadata.TYPE).check(next.file());
    TimestampMetadata before = timestamp;
    if (before != null) {
      checkNotOlder(TimestampMetadata.TYPE, next.header().version(), before.header().version());
      if (next.header().version() == before.header().version()) {
        checkExpiry(TimestampMetadata.TYPE, before.header());
        return;
      }
      checkNotOlder(SnapshotMetadata.TYPE, next.snapshot().version(), before.snapshot().version());
    }
    time.check(TimestampMetadata.TYPE, next.header(), root.header().expires());
    checkExpiry(TimestampMetadata.TYPE, next.header());
    timestamp = next;
    files.put(TimestampMetadata.TYPE, next.file().bytes());
    time.saw(next.header());
  }

  /** Description of the snapshot in the timestamp. */
  public MetaFile snapshotFile() {
    return trustedTimestamp().snapshot();
  }

  /** Looks at the snapshot of before again; true when it is the one that the timestamp names. */
  public boolean recallSnapshot() {
    byte[] bytes = files.get(SnapshotMetadata.TYPE);
    if (bytes == null) {
      return false;
    }
    try {
      SnapshotMetadata before = SnapshotMetadata.read(bytes);
      root.authority(SnapshotMetadata.TYPE).check(before.file());
      snapshot = before;
      checkNamed(SnapshotMetadata.TYPE, snapshotFile(), before.header(), bytes);
      checkExpiry(SnapshotMetadata.TYPE, before.header());
      return true;
    } catch (TrustException e) {
      return false;
    }
  }

  /** A new snapshot (5.5): as the timestamp names it, no file gone or older. */
  public void updateSnapshot(byte[] bytes) throws TrustException {
    checkHashes(SnapshotMetadata.TYPE, snapshotFile(), bytes);
    SnapshotMetadata next = SnapshotMetadata.read(bytes);
    root.authority(SnapshotMetadata.TYPE).check(next.file());
    checkNamed(SnapshotMetadata.TYPE, snapshotFile(), next.header(), bytes);
    SnapshotMetadata before = snapshot;
    if (before != null) {
      for (Map.Entry<String, MetaFile> file : before.meta().entrySet()) {
        MetaFile now = next.meta().get(file.getKey());
        if (now == null) {
          throw new MixAndMatchException(
              SnapshotMetadata.TYPE, "no " + file.getKey(), "every file of the snapshot before");
        }
        checkNotOlder(file.getKey(), now.version(), file.getValue().version());
      }
    }
    time.check(SnapshotMetadata.TYPE, next.header(), root.header().expires());
    checkExpiry(SnapshotMetadata.TYPE, next.header());
    snapshot = next;
    files.put(SnapshotMetadata.TYPE, next.file().bytes());
    time.saw(next.header());
  }

  /** Description of a targets role in the snapshot. */
  public MetaFile targetsFile(String role) throws MixAndMatchException {
    MetaFile file = trustedSnapshot().meta().get(role + ".json");
    if (file == null) {
      throw new MixAndMatchException(role, "no word of it in the snapshot", "its version");
    }
    return file;
  }

  /**
   * A targets role (5.6): as the snapshot names it, and signed by those whom the role that led here
   * trusts, which may be others than on another way.
   */
  public TargetsMetadata updateTargets(Authority authority, byte[] bytes) throws TrustException {
    String role = authority.role();
    MetaFile file = targetsFile(role);
    checkHashes(role, file, bytes);
    TargetsMetadata next = TargetsMetadata.read(role, bytes);
    authority.check(next.file());
    checkNamed(role, file, next.header(), bytes);
    time.check(role, next.header(), root.header().expires());
    checkExpiry(role, next.header());
    files.put(role, next.file().bytes());
    time.saw(next.header());
    return next;
  }

  private void checkExpiry(String role, Header header) throws FreezeException {
    if (!header.expires().isAfter(time.now())) {
      throw new FreezeException(role, header.expires(), time.now());
    }
  }

  private static void checkNotOlder(String role, long version, long trusted)
      throws RollbackException {
    if (version < trusted) {
      throw new RollbackException(role, version, trusted);
    }
  }

  private static void checkHashes(String role, MetaFile file, byte[] bytes)
      throws MixAndMatchException {
    Optional<String> difference = file.fingerprint().differenceOf(bytes);
    if (difference.isPresent()) {
      throw new MixAndMatchException(role, difference.get(), file.fingerprint().toString());
    }
  }

  private static void checkNamed(String role, MetaFile file, Header header, byte[] bytes)
      throws MixAndMatchException {
    checkHashes(role, file, bytes);
    if (header.version() != file.version()) {
      throw new MixAndMatchException(
          role, "version " + header.version(), "version " + file.version());
    }
  }

  private TimestampMetadata trustedTimestamp() {
    if (timestamp == null) {
      throw new IllegalStateException("the timestamp comes before this");
    }
    return timestamp;
  }

  private SnapshotMetadata trustedSnapshot() {
    if (snapshot == null) {
      throw new IllegalStateException("the snapshot comes before this");
    }
    return snapshot;
  }
}
