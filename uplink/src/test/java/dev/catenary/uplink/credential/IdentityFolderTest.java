package dev.catenary.uplink.credential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdentityFolderTest {
  @TempDir Path folder;
  private PrivateAuthority authority;
  private IdentityFolder identities;
  private DeviceIdentity first;
  private DeviceIdentity second;

  @BeforeEach
  void begin() throws IOException, InterruptedException {
    authority = new PrivateAuthority(folder.resolve("ca"));
    identities = new IdentityFolder(folder.resolve("identity"));
    first = authority.client("one", "drone-1", 2);
    second = authority.client("two", "drone-1", 2);
    identities.stage(first);
    identities.promote();
  }

  @Test
  void stagedOneIsNotUsedUntilItIsPromotedAndTheOldOneStays() throws IOException {
    identities.stage(second);
    assertThat(identities.current()).isEqualTo(first);
    identities.promote();
    assertThat(identities.current()).isEqualTo(second);
    assertThat(identities.next()).isEmpty();
    Files.writeString(identities.file(), "torn");
    assertThat(identities.current()).isEqualTo(first);
  }

  @Test
  void nextThatDoesNotReadBackIsNotPromoted() throws IOException {
    identities.stage(second);
    Path next = identities.folder().resolve(IdentityFolder.NEXT);
    String whole = Files.readString(next);
    Files.writeString(next, whole.substring(0, whole.length() / 2));
    assertThatThrownBy(identities::promote).hasMessageContaining("cure");
    assertThat(identities.current()).isEqualTo(first);
  }

  @Test
  void promotionCutOffBetweenItsTwoRenamesIsDoneAgain() throws IOException {
    identities.stage(second);
    Path spare = identities.folder().resolve(IdentityFolder.OLD);
    Files.createLink(spare, identities.file());
    assertThat(identities.current()).isEqualTo(first);
    identities.promote();
    assertThat(identities.current()).isEqualTo(second);
    try (var files = Files.list(identities.folder())) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder(IdentityFolder.CURRENT, IdentityFolder.OLD);
    }
  }

  @Test
  void keyThatOthersMayReadIsFoundAndPutRight() throws IOException {
    assertThat(identities.isPrivate()).isTrue();
    Files.setPosixFilePermissions(identities.file(), PosixFilePermissions.fromString("rw-r--r--"));
    assertThat(identities.isPrivate()).isFalse();
    identities.makePrivate();
    assertThat(identities.isPrivate()).isTrue();
  }

  @Test
  void keyOfAnotherCertificateIsRefused() {
    assertThatThrownBy(() -> DeviceIdentity.parse("file", first.certificatePem() + second.keyPem()))
        .hasMessageContaining("not the certificate's");
  }

  @Test
  void rsaKeyAsAwsHandsItOutIsRead() throws IOException, InterruptedException {
    authority.openssl("genrsa", "-traditional", "-out", "rsa.key", "2048");
    authority.openssl(
        "req", "-x509", "-new", "-key", "rsa.key", "-days", "2", "-subj", "/CN=rsa", "-out",
        "rsa.pem");
    String key = Files.readString(authority.file("rsa.key"));
    assertThat(key).contains("BEGIN RSA PRIVATE KEY");
    DeviceIdentity identity =
        DeviceIdentity.parse("rsa", Files.readString(authority.file("rsa.pem")) + key);
    assertThat(identity.commonName()).isEqualTo("rsa");
  }

  @Test
  void opensslTakesOurRequestForACertificate() throws IOException, InterruptedException {
    CertificateRequest request = CertificateRequest.make("drone-1");
    Files.writeString(authority.file("ours.csr"), request.pem());
    assertThat(authority.openssl("req", "-in", "ours.csr", "-verify", "-noout", "-text"))
        .containsPattern("(?i)verify OK")
        .contains("CN = drone-1")
        .contains("prime256v1")
        .contains("ecdsa-with-SHA256");
    assertThat(request.toString()).doesNotContain("PRIVATE");
  }

  @Test
  void identityInALogShowsNoKey() {
    assertThat(first.toString()).contains("CN=drone-1").doesNotContain("KEY");
  }
}
