package dev.catenary.device.selftest;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RecordCheckTest {
  private static final TestRecord RECORD =
      new TestRecord(
          "ute-7",
          "0.1.0",
          Instant.parse("2026-03-01T12:00:00Z"),
          Instant.parse("2026-03-01T12:01:00Z"),
          "anna \"the\" technician",
          List.of(
              TestStep.passed("disk", "100 MiB/s", "more than 40"),
              TestStep.failed("sensor roof", "0 packets/s", "packets", "Check its cable.")));

  @TempDir private Path folder;

  private SignedRecord signed(Path keys) throws IOException {
    return new RecordSigner(DeviceKey.in(keys)).sign(RECORD);
  }

  @Test
  void recordComesBackAsItWasSigned() throws IOException {
    SignedRecord signed = signed(folder);
    RecordCheck check = RecordCheck.of(signed.jws(), folder.resolve("device-ed25519.pub"));
    assertThat(check.problem()).isEmpty();
    assertThat(check.record()).isEqualTo(RECORD);
    assertThat(check.keyThumbprint()).isEqualTo(DeviceKey.in(folder).thumbprint());
    assertThat(requireNonNull(check.record()).passed()).isFalse();
  }

  /** RFC 8037, appendix A: the key, the text and the signature of its example. */
  @Test
  void thumbprintIsThatOfTheRfcsExample() throws Exception {
    String pem =
        "-----BEGIN PUBLIC KEY-----\n"
            + Base64.getEncoder()
                .encodeToString(
                    concat(
                        java.util.HexFormat.of().parseHex("302a300506032b6570032100"),
                        Base64.getUrlDecoder()
                            .decode("11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo")))
            + "\n-----END PUBLIC KEY-----\n";
    Path file = Files.writeString(folder.resolve("rfc.pub"), pem);
    assertThat(DeviceKey.thumbprint(DeviceKey.publicKey(file)))
        .isEqualTo("kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k");
  }

  private static byte[] concat(byte[] a, byte[] b) {
    byte[] both = java.util.Arrays.copyOf(a, a.length + b.length);
    System.arraycopy(b, 0, both, a.length, b.length);
    return both;
  }

  @Test
  void secretHalfIsItsOwnersAloneAndIsKept() throws IOException {
    String name = DeviceKey.in(folder).thumbprint();
    assertThat(DeviceKey.in(folder).thumbprint()).isEqualTo(name);
    Path secret = folder.resolve("device-ed25519.key");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(secret)))
        .isEqualTo("rw-------");
    Files.writeString(secret, "broken");
    assertThatThrownBy(() -> DeviceKey.in(folder))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("expected")
        .hasMessageContaining("cure");
    assertThat(secret).hasContent("broken");
  }

  @Test
  void changedRecordIsNotBelieved() throws IOException {
    String[] parts = signed(folder).jws().split("\\.");
    String payload = new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8);
    String better = payload.replace("\"passed\": false", "\"passed\": true");
    assertThat(better).isNotEqualTo(payload);
    RecordCheck check = RecordCheck.of(parts[0] + "." + part(better) + "." + parts[2]);
    assertThat(check.problem()).contains("changed after it was signed");
    assertThat(check.record()).isNull();
  }

  @Test
  void otherDevicesRecordIsNotThisDevices() throws IOException {
    DeviceKey.in(folder.resolve("a"));
    RecordCheck check =
        RecordCheck.of(signed(folder.resolve("b")).jws(), folder.resolve("a/device-ed25519.pub"));
    assertThat(check.problem()).contains("not the one expected");
  }

  @Test
  void unsignedRecordIsNotBelieved() throws IOException {
    String[] parts = signed(folder).jws().split("\\.");
    for (String alg : List.of("none", "HS256", "EdDSA")) {
      String header = "{\"alg\":\"" + alg + "\",\"typ\":\"catenary-self-test\"}";
      assertThat(RecordCheck.of(part(header) + "." + parts[1] + ".").isValid()).isFalse();
      assertThat(RecordCheck.of(part(header) + "." + parts[1] + "." + parts[2]).isValid())
          .isFalse();
    }
  }

  @Property(tries = 300)
  void anyTextGivesAnAnswer(@ForAll long seed, @ForAll String text) throws IOException {
    assertThat(RecordCheck.of(text).isValid()).isFalse();
    Random random = new Random(seed);
    byte[] bytes = new byte[random.nextInt(200)];
    random.nextBytes(bytes);
    String header = "{\"alg\":\"EdDSA\",\"typ\":\"catenary-self-test\",\"jwk\":" + text + "}";
    String jws = part(header) + "." + Base64.getUrlEncoder().encodeToString(bytes) + ".AAAA";
    assertThat(RecordCheck.of(jws).isValid()).isFalse();
  }

  @Test
  void newestFiftyRecordsAreKept() throws IOException {
    RecordSigner signer = new RecordSigner(DeviceKey.in(folder.resolve("keys")));
    Path records = folder.resolve("records");
    for (int minute = 0; minute < 53; minute++) {
      Instant start = RECORD.startedAt().plusSeconds(60L * minute);
      signer
          .sign(new TestRecord("v", "s", start, start.plusSeconds(60), "x", RECORD.steps()))
          .keepIn(records);
    }
    assertThat(Files.list(records)).hasSize(50);
    SignedRecord last = requireNonNull(SignedRecord.latest(records));
    assertThat(last.record().startedAt()).isEqualTo(RECORD.startedAt().plusSeconds(60 * 52));
  }

  private static String part(String json) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(json.getBytes(StandardCharsets.UTF_8));
  }
}
