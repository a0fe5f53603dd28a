package dev.catenary.release;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.catenary.device.update.fetch.ClientLimits;
import dev.catenary.device.update.fetch.Delivery;
import dev.catenary.device.update.fetch.Inbox;
import dev.catenary.device.update.fetch.RateFloor;
import dev.catenary.device.update.fetch.Sources;
import dev.catenary.device.update.fetch.TrustFolders;
import dev.catenary.device.update.trust.Vehicle;
import dev.catenary.device.update.trust.VehicleReport;
import dev.catenary.device.update.trust.VehicleReport.Outcome;
import dev.catenary.device.update.trust.attack.CounterFellException;
import dev.catenary.device.update.trust.attack.EndlessDataException;
import dev.catenary.device.update.trust.attack.EndlessDelegationsException;
import dev.catenary.device.update.trust.attack.EndlessRootsException;
import dev.catenary.device.update.trust.attack.ForgedReportException;
import dev.catenary.device.update.trust.attack.FreezeException;
import dev.catenary.device.update.trust.attack.MalformedMetadataException;
import dev.catenary.device.update.trust.attack.MixAndMatchException;
import dev.catenary.device.update.trust.attack.RepeatedSignatureException;
import dev.catenary.device.update.trust.attack.ReplayedReportException;
import dev.catenary.device.update.trust.attack.RepositoriesDisagreeException;
import dev.catenary.device.update.trust.attack.RollbackException;
import dev.catenary.device.update.trust.attack.RootChainException;
import dev.catenary.device.update.trust.attack.SignedInFutureException;
import dev.catenary.device.update.trust.attack.SlowRetrievalException;
import dev.catenary.device.update.trust.attack.TamperedTargetException;
import dev.catenary.device.update.trust.attack.TrustException;
import dev.catenary.device.update.trust.attack.UnknownTargetException;
import dev.catenary.device.update.trust.attack.UnsignedMetadataException;
import dev.catenary.device.update.trust.attack.WrongHardwareException;
import dev.catenary.device.update.trust.attack.WrongRoleException;
import dev.catenary.device.update.trust.attack.WrongVehicleException;
import dev.catenary.device.update.trust.format.Digests;
import dev.catenary.release.repository.ReportLedger;
import dev.catenary.release.repository.SignedRepository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Attacks that the TUF specification 1.0.34 (1.5.2) and the Uptane standard 2.1.0 (4.2) name, and
 * our own: each ends with its exception, and no byte of what was attacked lies in the inbox.
 */
class AttackTableTest {
  private static final String THING = "drone-7";
  private static final String NAME = "product/catenary-5";

  @TempDir Path folder;

  private Workshop workshop;
  private Instant clock = Workshop.NOW;
  private ClientLimits limits = ClientLimits.STANDARD;
  private Vehicle vehicle = new Vehicle(THING, Workshop.HARDWARE, Map.of());
  private Path director;

  /**
   * One row.
   *
   * @param attack as its source names it
   * @param mounted what the attacker does, after a good update and before the next
   */
  record Row(String attack, Class<? extends TrustException> refusal, Mounted mounted) {
    @Override
    public String toString() {
      return attack + " -> " + refusal.getSimpleName();
    }
  }

  /** An attack on a test's repositories. */
  @FunctionalInterface
  interface Mounted {
    void on(AttackTableTest here) throws IOException;
  }

  static List<Row> rows() {
    return List.of(
        // TUF 1.5.2, in its order.
        new Row(
            "arbitrary installation: another file",
            TamperedTargetException.class,
            here -> here.changeFiles(bytes -> bytes[bytes.length - 1] ^= 1)),
        new Row(
            "arbitrary installation: another list",
            TamperedTargetException.class,
            here -> here.changeList(text -> text.replace("lib/new.jar", "lib/bad.jar"))),
        new Row(
            "arbitrary installation: metadata of a stranger",
            UnsignedMetadataException.class,
            here -> here.signBy("stranger", "stranger")),
        new Row(
            "endless data: a list that goes on",
            EndlessDataException.class,
            here -> here.changeList(text -> text + " ".repeat(9_999))),
        new Row(
            "endless data: a timestamp that goes on",
            EndlessDataException.class,
            here ->
                Files.writeString(
                    here.metadata("timestamp.json"),
                    " ".repeat(20_000),
                    StandardOpenOption.APPEND)),
        new Row("endless data: roots", EndlessRootsException.class, AttackTableTest::manyRoots),
        new Row(
            "endless data: delegations",
            EndlessDelegationsException.class,
            here -> here.limits = limits(32, 1, RateFloor.STANDARD)),
        new Row(
            "extraneous dependencies: a file outside of its slot",
            MalformedMetadataException.class,
            AttackTableTest::listThatLeadsOut),
        new Row(
            "indefinite freeze",
            FreezeException.class,
            here -> here.clock = Workshop.NOW.plus(Duration.ofDays(31))),
        new Row(
            "malicious mirror: a page in place of metadata",
            MalformedMetadataException.class,
            here -> Files.writeString(here.metadata("timestamp.json"), "<html>Wi-Fi</html>")),
        new Row(
            "mix and match: an older snapshot under the newer's name",
            MixAndMatchException.class,
            here -> {
              here.workshop.stamp();
              Files.copy(
                  here.newest("snapshot", 1),
                  here.newest("snapshot", 0),
                  java.nio.file.StandardCopyOption.REPLACE_EXISTING);
            }),
        new Row("rollback", RollbackException.class, AttackTableTest::rollBack),
        new Row(
            "slow retrieval",
            SlowRetrievalException.class,
            here -> {
              long[] nanos = {0};
              here.limits =
                  limits(
                      256,
                      32,
                      new RateFloor(
                          1_024,
                          Duration.ofMinutes(10),
                          () -> nanos[0] += Duration.ofMinutes(11).toNanos()));
            }),
        new Row(
            "key compromise: one of two keys",
            UnsignedMetadataException.class,
            here -> here.signBy("product1")),
        new Row(
            "wrong software: of other hardware",
            WrongHardwareException.class,
            here -> here.vehicle = new Vehicle(THING, "arm64-glibc2.38", Map.of())),
        new Row(
            "wrong software: nobody knows it",
            UnknownTargetException.class,
            AttackTableTest::directUnknown),
        // Uptane 4.2: those that TUF does not name.
        new Row(
            "mixed bundles: another release under the name",
            RepositoriesDisagreeException.class,
            AttackTableTest::otherImage),
        new Row(
            "replayed: another vehicle's instruction",
            WrongVehicleException.class,
            here -> here.vehicle = new Vehicle("drone-8", Workshop.HARDWARE, Map.of())),
        new Row(
            "rollback of software",
            CounterFellException.class,
            here -> here.vehicle = new Vehicle(THING, Workshop.HARDWARE, Map.of("product", 9L))),
        // Ours.
        new Row(
            "a root left out of the chain",
            RootChainException.class,
            AttackTableTest::rootsWithAGap),
        new Row(
            "a clock driven ahead by metadata",
            SignedInFutureException.class,
            here -> {
              SignedRepository ahead = here.workshop.image(Workshop.NOW.plus(Duration.ofDays(9)));
              ahead.stamp(here.workshop.keys("online"), here.workshop.keys("online"));
            }),
        new Row(
            "a signature that counts twice",
            RepeatedSignatureException.class,
            AttackTableTest::signatureTwice),
        new Row(
            "metadata of another role",
            WrongRoleException.class,
            here ->
                Files.copy(
                    here.newest("targets", 0),
                    here.metadata("timestamp.json"),
                    java.nio.file.StandardCopyOption.REPLACE_EXISTING)),
        new Row("a report of another hand", ForgedReportException.class, here -> here.report(true)),
        new Row("a replayed report", ReplayedReportException.class, here -> here.report(false)));
  }

  private static ClientLimits limits(int roots, int roles, RateFloor floor) {
    return new ClientLimits(512_000, 16_384, 2_000_000, 2_000_000, roots, roles, floor);
  }

  private Path metadata(String name) {
    return workshop.folder.resolve("image/metadata").resolve(name);
  }

  /** The newest version of a role's file, or one so many before it. */
  private Path newest(String role, int before) throws IOException {
    try (Stream<Path> all = Files.list(metadata("."))) {
      return all.filter(file -> file.getFileName().toString().matches("\\d+\\." + role + "\\.json"))
          .sorted(
              java.util.Comparator.comparingLong(
                      (Path file) ->
                          Long.parseLong(file.getFileName().toString().split("\\.", -1)[0]))
                  .reversed())
          .skip(before)
          .findFirst()
          .orElseThrow();
    }
  }

  /** Changes bytes of a file. */
  private interface Change {
    void of(byte[] bytes);
  }

  private static List<Path> below(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return List.of();
    }
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile).toList();
    }
  }

  private void changeFiles(Change change) throws IOException {
    for (Path file : below(workshop.folder.resolve("image/targets/files"))) {
      byte[] bytes = Files.readAllBytes(file);
      change.of(bytes);
      Files.write(file, bytes);
    }
  }

  private void changeList(java.util.function.UnaryOperator<String> change) throws IOException {
    for (Path file : below(workshop.folder.resolve("image/targets/product"))) {
      Files.writeString(file, change.apply(Files.readString(file)));
    }
  }

  private void release(long counter, String text, String... signers) throws IOException {
    Path tree = Files.createDirectories(folder.resolve("release-" + text));
    Files.createDirectories(tree.resolve("lib"));
    Files.writeString(tree.resolve("lib/new.jar"), text.repeat(999));
    workshop
        .image(Workshop.NOW)
        .addRelease(
            tree,
            NAME,
            new dev.catenary.device.update.trust.Instruction(
                Optional.empty(), Workshop.HARDWARE, counter, text),
            workshop.keys(signers));
    workshop.stamp();
  }

  private void signBy(String... names) throws IOException {
    for (String name : names) {
      if (name.equals("stranger")) {
        workshop.make(name);
      }
    }
    release(5, "forged", names);
  }

  private void manyRoots() throws IOException {
    for (int i = 0; i < 6; i++) {
      workshop
          .image(Workshop.NOW)
          .rotate(
              "timestamp",
              workshop.ring.publicKeys(List.of("online")),
              1,
              workshop.keys("root1", "root2"));
    }
    limits = limits(4, 32, RateFloor.STANDARD);
  }

  private void rootsWithAGap() throws IOException {
    for (int i = 0; i < 2; i++) {
      workshop
          .image(Workshop.NOW)
          .rotate(
              "timestamp",
              workshop.ring.publicKeys(List.of("online")),
              1,
              workshop.keys("root1", "root2"));
    }
    Files.move(
        metadata("3.root.json"),
        metadata("2.root.json"),
        java.nio.file.StandardCopyOption.REPLACE_EXISTING);
  }

  private void listThatLeadsOut() throws IOException {
    byte[] list =
        ("{\"_type\":\"release-list\",\"files\":[{\"path\":\"../../etc/passwd\",\"mode\":\"644\","
                + "\"length\":1,\"sha256\":\""
                + "a".repeat(64)
                + "\"}]}")
            .getBytes(UTF_8);
    Path file = Files.write(folder.resolve("list"), list);
    workshop
        .image(Workshop.NOW)
        .add(
            file,
            NAME,
            new dev.catenary.device.update.trust.Instruction(
                Optional.empty(), Workshop.HARDWARE, 5, "good"),
            workshop.keys("product1", "product2"));
    workshop.stamp();
    direct();
  }

  private void rollBack() throws IOException {
    byte[] before = Files.readAllBytes(metadata("timestamp.json"));
    workshop.stamp();
    workshop.client("rolled", workshop.folder.resolve("image"), clock);
    assertThat(catchThrowable(() -> fetch("inbox-between"))).isNull();
    Files.write(metadata("timestamp.json"), before);
  }

  private void directUnknown() throws IOException {
    SignedRepository image = workshop.image(Workshop.NOW);
    // The director tells what the image repository has never listed under this name.
    workshop.add("other/thing", "x", 5, "good", "targets");
    direct("other/thing");
    Files.delete(newest("targets", 0));
    image.stamp(workshop.keys("online"), workshop.keys("online"));
  }

  private void otherImage() throws IOException {
    release(5, "another", "product1", "product2");
  }

  private void signatureTwice() throws IOException {
    Path file = metadata("timestamp.json");
    String text = Files.readString(file);
    int list = text.indexOf('[', text.indexOf("\"signatures\""));
    int end = text.indexOf(']', list);
    String one = text.substring(list + 1, end);
    Files.writeString(file, text.substring(0, end) + "," + one + text.substring(end));
  }

  private void report(boolean isForged) throws IOException {
    workshop.make("drone-7");
    workshop.make("drone-8");
    ReportLedger ledger = new ReportLedger(folder.resolve("seen"));
    var key = workshop.key(THING).publicKey();
    ledger.accept(reportOf(2).signed(workshop.key(THING)), THING, key);
    ledger.accept(
        reportOf(isForged ? 3 : 1).signed(workshop.key(isForged ? "drone-8" : THING)), THING, key);
  }

  private static VehicleReport reportOf(long number) {
    return new VehicleReport(
        THING,
        number,
        Workshop.NOW,
        Workshop.HARDWARE,
        "1",
        1,
        "2",
        Outcome.GOOD,
        Optional.empty());
  }

  private void direct() throws IOException {
    direct(NAME);
  }

  private void direct(String name) throws IOException {
    workshop
        .direction()
        .direct(List.of(THING), name, 100, workshop.keys("targets"), workshop.keys("online"));
  }

  private void begin() throws IOException {
    workshop = new Workshop(folder.resolve("work"));
    workshop.begunImage();
    workshop.begunDirector();
    director = workshop.folder.resolve("director/" + THING);
    release(5, "good", "product1", "product2");
    direct();
    Path roots = Files.createDirectories(folder.resolve("roots"));
    Files.copy(metadata("1.root.json"), roots.resolve("image.root.json"));
    Files.copy(director.resolve("metadata/1.root.json"), roots.resolve("director.root.json"));
  }

  private Inbox fetch(String name) throws IOException {
    Inbox inbox = new Inbox(folder.resolve(name));
    new Delivery(
            inbox,
            new TrustFolders(folder.resolve("trust"), folder.resolve("roots")),
            List.of(),
            limits,
            () -> Optional.of(clock),
            _ -> {},
            0)
        .fetch(Sources.of(workshop.folder, THING), vehicle, Delivery.Beside.NOTHING);
    return inbox;
  }

  @ParameterizedTest
  @MethodSource("rows")
  void attackEndsWithItsExceptionAndLeavesNoByte(Row row) throws IOException {
    begin();
    Throwable refusal =
        catchThrowable(
            () -> {
              row.mounted().on(this);
              fetch("inbox");
            });
    assertThat(refusal).isInstanceOf(row.refusal());
    assertThat(refusal.getMessage()).isNotEmpty();
    Inbox inbox = new Inbox(folder.resolve("inbox"));
    assertThat(below(inbox.files())).isEmpty();
    // What else is left is a list that was verified before its file was attacked.
    for (Path left : below(inbox.targets())) {
      assertThat(left.getFileName().toString())
          .startsWith(Digests.sha256(Files.readAllBytes(left)) + ".");
    }
    assertThat(inbox.request()).doesNotExist();
    Predicate<Path> isForged = file -> file.toString().contains("bad.jar");
    assertThat(below(inbox.folder())).noneMatch(isForged);
  }

  @Test
  void withoutAnAttackTheReleaseIsThere() throws IOException {
    begin();
    assertThat(below(fetch("inbox").files())).hasSize(1);
  }

  /** A new exception without a row is an attack without a test. */
  @Test
  void everyExceptionHasItsRow() {
    Set<Class<?>> rowed = new HashSet<>();
    rows().forEach(row -> rowed.add(row.refusal()));
    assertThat(rowed).containsExactlyInAnyOrder(TrustException.class.getPermittedSubclasses());
  }

  /** Fast-forward (TUF 1.5.2): versions that a thief has driven up are forgotten with his key. */
  @Test
  void fastForwardEndsWithTheKeysThatDidIt() throws IOException {
    begin();
    for (int i = 0; i < 9; i++) {
      workshop.stamp();
    }
    assertThat(catchThrowable(() -> fetch("inbox"))).isNull();
    // The team's copy is that of before the theft.
    for (int version = 3; version < 20; version++) {
      Files.deleteIfExists(metadata(version + ".snapshot.json"));
    }
    Files.delete(metadata("timestamp.json"));
    workshop.make("online2");
    var fresh = workshop.ring.publicKeys(List.of("online2"));
    for (String role : List.of("timestamp", "snapshot")) {
      workshop.image(Workshop.NOW).rotate(role, fresh, 1, workshop.keys("root1", "root2"));
    }
    workshop.image(Workshop.NOW).stamp(workshop.keys("online2"), workshop.keys("online2"));
    assertThat(catchThrowable(() -> fetch("inbox2"))).isNull();
  }

  /** Two product keys stolen: the targets key names others, and the thieves' are refused. */
  @Test
  void stolenProductKeysAreRotatedOutByTheTargetsKey() throws IOException {
    begin();
    assertThat(catchThrowable(() -> fetch("inbox"))).isNull();
    for (String name : List.of("product4", "product5")) {
      workshop.make(name);
    }
    workshop
        .image(Workshop.NOW)
        .rotateDelegated(
            "product",
            workshop.ring.publicKeys(List.of("product3", "product4", "product5")),
            2,
            workshop.keys("targets", "product3", "product4"));
    workshop.stamp();
    assertThat(catchThrowable(() -> fetch("inbox-rotated"))).isNull();
    release(6, "by-thieves", "product1", "product2");
    assertThat(catchThrowable(() -> fetch("inbox-thieves")))
        .isInstanceOf(UnsignedMetadataException.class);
    release(7, "by-us", "product4", "product5");
    direct();
    assertThat(below(fetch("inbox-ours").files())).hasSize(1);
  }
}
