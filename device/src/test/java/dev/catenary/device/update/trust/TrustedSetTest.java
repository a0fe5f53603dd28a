package dev.catenary.device.update.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.catenary.device.update.trust.attack.FreezeException;
import dev.catenary.device.update.trust.attack.MixAndMatchException;
import dev.catenary.device.update.trust.attack.RepeatedSignatureException;
import dev.catenary.device.update.trust.attack.RollbackException;
import dev.catenary.device.update.trust.attack.RootChainException;
import dev.catenary.device.update.trust.attack.SignedInFutureException;
import dev.catenary.device.update.trust.attack.UnsignedMetadataException;
import dev.catenary.device.update.trust.attack.WrongRoleException;
import dev.catenary.device.update.trust.format.CanonicalJson;
import dev.catenary.device.update.trust.format.Json;
import dev.catenary.device.update.trust.format.SignedFile;
import dev.catenary.device.update.trust.format.SigningKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Each attack on metadata is refused by its own name, and leaves what was trusted as it was. */
class TrustedSetTest {
  private static final Optional<Instant> CLOCK = Optional.of(TestRepository.NOW);

  private TestRepository repository;
  private byte[] targets;
  private byte[] snapshot;

  @BeforeEach
  void make() throws Exception {
    repository = new TestRepository();
    targets = repository.targets(5, Map.of());
    snapshot = repository.snapshot(5, Map.of("targets.json", TestRepository.file(5, targets)));
  }

  private TrustedSet upToDate(Optional<Instant> clock) throws IOException {
    TrustedSet set = repository.trustedSet(clock);
    set.endRoots();
    set.updateTimestamp(repository.timestamp(5, 5, snapshot));
    set.updateSnapshot(snapshot);
    set.updateTargets(set.root().authority("targets"), targets);
    return set;
  }

  private TrustedSet nextTime(TrustedSet before, Optional<Instant> clock) throws IOException {
    TrustedSet set = TrustedSet.of(before.kept(), clock);
    set.endRoots();
    set.recallTimestamp();
    return set;
  }

  @Test
  void bytesAreKeptAsTheyCame() throws Exception {
    Map<String, byte[]> files = upToDate(CLOCK).kept().files();
    assertThat(files).containsOnlyKeys("root", "timestamp", "snapshot", "targets");
    assertThat(files.get("targets")).isEqualTo(targets);
  }

  @Test
  void olderTimestampIsARollback() throws Exception {
    TrustedSet set = nextTime(upToDate(CLOCK), CLOCK);
    RollbackException attack =
        catchThrowableOfType(
            RollbackException.class,
            () -> set.updateTimestamp(repository.timestamp(4, 5, snapshot)));
    assertThat(attack.role()).isEqualTo("timestamp");
    assertThat(attack.versionFound()).isEqualTo(4);
    assertThat(attack.versionTrusted()).isEqualTo(5);
  }

  @Test
  void newerTimestampWithAnOlderSnapshotIsARollback() throws Exception {
    TrustedSet set = nextTime(upToDate(CLOCK), CLOCK);
    assertThatThrownBy(() -> set.updateTimestamp(repository.timestamp(6, 4, snapshot)))
        .isInstanceOfSatisfying(
            RollbackException.class, attack -> assertThat(attack.role()).isEqualTo("snapshot"));
  }

  @Test
  void olderTargetsInANewerSnapshotAreARollback() throws Exception {
    TrustedSet set = nextTime(upToDate(CLOCK), CLOCK);
    byte[] older = repository.snapshot(6, Map.of("targets.json", TestRepository.file(4, targets)));
    set.updateTimestamp(repository.timestamp(6, 6, older));
    assertThat(set.recallSnapshot()).isFalse();
    assertThatThrownBy(() -> set.updateSnapshot(older)).isInstanceOf(RollbackException.class);
    assertThat(set.kept().files().get("snapshot")).isEqualTo(snapshot);
  }

  @Test
  void roleThatVanishesFromTheSnapshotIsMixAndMatch() throws Exception {
    TrustedSet set = nextTime(upToDate(CLOCK), CLOCK);
    byte[] without = repository.snapshot(6, Map.of("other.json", TestRepository.file(1, targets)));
    set.updateTimestamp(repository.timestamp(6, 6, without));
    set.recallSnapshot();
    assertThatThrownBy(() -> set.updateSnapshot(without)).isInstanceOf(MixAndMatchException.class);
  }

  @Test
  void snapshotOtherThanTheTimestampSaysIsMixAndMatch() throws Exception {
    TrustedSet set = repository.trustedSet(CLOCK);
    set.updateTimestamp(repository.timestamp(5, 5, snapshot));
    byte[] other = repository.snapshot(5, Map.of("targets.json", TestRepository.file(6, targets)));
    assertThatThrownBy(() -> set.updateSnapshot(other)).isInstanceOf(MixAndMatchException.class);
  }

  @Test
  void metadataOfAnotherRoleIsRefused() throws Exception {
    TrustedSet set = repository.trustedSet(CLOCK);
    assertThatThrownBy(() -> set.updateTimestamp(snapshot)).isInstanceOf(WrongRoleException.class);
  }

  @Test
  void distinctKeysCountAndNotTheirIds() throws Exception {
    SigningKey key = repository.keys.get("timestamp").getFirst();
    repository.thresholds.put("timestamp", 2);
    Json.Members root = repository.rootJson(1);
    root.members("keys").entries().put("another-id", key.publicKey().json());
    root.members("roles")
        .members("timestamp")
        .entries()
        .put("keyids", Json.of(List.of(key.publicKey().id(), "another-id")));
    byte[] rootBytes = TestRepository.sign(root, repository.keys.get("root"));
    Json.Members json = repository.header("timestamp", 1);
    Json.Members meta = Json.members();
    meta.entries().put("snapshot.json", TestRepository.file(5, snapshot));
    json.entries().put("meta", meta);
    Map<String, byte[]> signatures = new TreeMap<>();
    byte[] signature = key.sign(CanonicalJson.bytes(json));
    signatures.put(key.publicKey().id(), signature);
    signatures.put("another-id", signature);
    byte[] bytes = SignedFile.write(json, signatures);
    TrustedSet set = TrustedSet.of(MetadataSet.ofRoot(rootBytes), CLOCK);
    UnsignedMetadataException attack =
        catchThrowableOfType(UnsignedMetadataException.class, () -> set.updateTimestamp(bytes));
    assertThat(attack.keysFound()).isEqualTo(1);
    assertThat(attack.keysExpected()).isEqualTo(2);
  }

  @Test
  void keyIdTwiceAmongSignaturesIsRefused() throws Exception {
    String text =
        new String(repository.timestamp(1, 5, snapshot), StandardCharsets.UTF_8)
            .replaceFirst("(?s)(\\{\\s*\"keyid\".*?\\})", "$1, $1");
    TrustedSet set = repository.trustedSet(CLOCK);
    assertThatThrownBy(() -> set.updateTimestamp(text.getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(RepeatedSignatureException.class);
  }

  @Test
  void changedByteIsUnsigned() throws Exception {
    String text =
        new String(repository.timestamp(1, 5, snapshot), StandardCharsets.UTF_8)
            .replace("\"version\": 1", "\"version\": 2");
    TrustedSet set = repository.trustedSet(CLOCK);
    assertThatThrownBy(() -> set.updateTimestamp(text.getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(UnsignedMetadataException.class);
  }

  @Test
  void rootThatSkipsAVersionIsRefused() throws Exception {
    TrustedSet set = repository.trustedSet(CLOCK);
    assertThatThrownBy(() -> set.updateRoot(repository.root(3)))
        .isInstanceOf(RootChainException.class);
  }

  @Test
  void rootChainLeadsThroughExpiredRoots() throws Exception {
    repository.expires = TestRepository.NOW.minus(Duration.ofDays(400));
    repository.signedAt = TestRepository.NOW.minus(Duration.ofDays(800));
    TrustedSet set = repository.trustedSet(CLOCK);
    set.updateRoot(repository.root(2));
    assertThatThrownBy(set::endRoots).isInstanceOf(FreezeException.class);
    repository.expires = TestRepository.NOW.plus(TestRepository.LIFE);
    set.updateRoot(repository.root(3));
    set.endRoots();
    assertThat(set.root().header().version()).isEqualTo(3);
  }

  @Test
  void expiredTimestampIsAFreeze() throws Exception {
    TrustedSet before = upToDate(CLOCK);
    Instant later = TestRepository.NOW.plus(Duration.ofDays(60));
    repository.expires = TestRepository.NOW.plus(Duration.ofDays(30));
    TrustedSet set = nextTime(before, Optional.of(later));
    FreezeException attack =
        catchThrowableOfType(
            FreezeException.class, () -> set.updateTimestamp(repository.timestamp(6, 5, snapshot)));
    assertThat(attack.knownTime()).isEqualTo(later);
    assertThat(set.kept().files().get("timestamp"))
        .isEqualTo(before.kept().files().get("timestamp"));
  }

  @Test
  void versionsDrivenUpAreForgottenWithTheKeysThatDidIt() throws Exception {
    byte[] high =
        repository.snapshot(900, Map.of("targets.json", TestRepository.file(900, targets)));
    TrustedSet before = repository.trustedSet(CLOCK);
    before.updateTimestamp(repository.timestamp(900, 900, high));
    before.updateSnapshot(high);
    List<SigningKey> rootKeys = repository.keys.get("root");
    repository.keys.put("timestamp", List.of(TestRepository.key()));
    TrustedSet set = TrustedSet.of(before.kept(), CLOCK);
    set.updateRoot(TestRepository.sign(repository.rootJson(2), rootKeys));
    set.endRoots();
    set.recallTimestamp();
    set.updateTimestamp(repository.timestamp(1, 5, snapshot));
    assertThat(set.recallSnapshot()).isFalse();
    set.updateSnapshot(snapshot);
    set.updateTargets(set.root().authority("targets"), targets);
    assertThat(set.snapshotFile().version()).isEqualTo(5);
  }

  /** A clock of 1970 makes nothing valid again: the newest signed time is known. */
  @Test
  void clockThatFellBackIsOverruledByWhatWasSigned() throws Exception {
    TrustedSet before = upToDate(CLOCK);
    repository.signedAt = TestRepository.NOW.plus(Duration.ofDays(80));
    repository.expires = TestRepository.NOW.plus(Duration.ofDays(89));
    TrustedSet newer = nextTime(before, Optional.empty());
    newer.updateTimestamp(repository.timestamp(6, 5, snapshot));
    repository.signedAt = TestRepository.NOW;
    repository.expires = TestRepository.NOW.plus(Duration.ofDays(70));
    TrustedSet set = nextTime(newer, Optional.of(Instant.EPOCH));
    assertThatThrownBy(() -> set.updateTimestamp(repository.timestamp(7, 5, snapshot)))
        .isInstanceOf(SignedInFutureException.class);
    TrustedSet without = nextTime(newer, Optional.empty());
    assertThatThrownBy(() -> without.updateTimestamp(repository.timestamp(7, 5, snapshot)))
        .isInstanceOf(FreezeException.class);
  }

  @Test
  void clockFarAheadDoesNoLastingHarm() throws Exception {
    TrustedSet before = upToDate(CLOCK);
    TrustedSet ahead =
        TrustedSet.of(before.kept(), Optional.of(Instant.parse("2046-01-01T00:00:00Z")));
    assertThatThrownBy(ahead::endRoots).isInstanceOf(FreezeException.class);
    TrustedSet set = nextTime(ahead, CLOCK);
    set.updateTimestamp(repository.timestamp(6, 5, snapshot));
    assertThat(set.kept().seen().signed()).isEqualTo(TestRepository.NOW);
  }

  @Test
  void metadataSignedFarAheadIsRefusedAndLeavesTheTime() throws Exception {
    TrustedSet set = nextTime(upToDate(CLOCK), CLOCK);
    repository.signedAt = TestRepository.NOW.plus(Duration.ofDays(30));
    assertThatThrownBy(() -> set.updateTimestamp(repository.timestamp(6, 5, snapshot)))
        .isInstanceOf(SignedInFutureException.class);
    assertThat(set.kept().seen().signed()).isEqualTo(TestRepository.NOW);
  }
}
