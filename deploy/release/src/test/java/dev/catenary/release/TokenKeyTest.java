package dev.catenary.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.catenary.device.update.trust.format.SigningKey;
import dev.catenary.release.key.KeyRing;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A P-256 key that SoftHSM holds; in a process of its own, since SoftHSM reads its setting once.
 */
class TokenKeyTest {
  private static final String PIN = "1234";

  @TempDir Path folder;

  @Test
  void tokenSignsWithAKeyThatStaysInIt() throws Exception {
    Path module = module();
    assumeThat(Path.of("/usr/bin/softhsm2-util")).as("SoftHSM").exists();
    Path tokens = Files.createDirectories(folder.resolve("tokens"));
    Path settings =
        Files.writeString(
            folder.resolve("softhsm2.conf"), "directories.tokendir = " + tokens + "\n");
    run(
        settings,
        "softhsm2-util",
        "--init-token",
        "--free",
        "--label",
        "release",
        "--pin",
        PIN,
        "--so-pin",
        PIN);
    Path configuration =
        Files.writeString(
            folder.resolve("pkcs11.cfg"),
            "name = release\nlibrary = " + module + "\nslotListIndex = 0\n");
    run(
        settings,
        java("keytool"),
        "-genkeypair",
        "-keystore",
        "NONE",
        "-storetype",
        "PKCS11",
        "-providerClass",
        "sun.security.pkcs11.SunPKCS11",
        "-providerArg",
        configuration.toString(),
        "-storepass",
        PIN,
        "-alias",
        "root1",
        "-keyalg",
        "EC",
        "-groupname",
        "secp256r1",
        "-dname",
        "CN=root1",
        "-validity",
        "3650");
    String said =
        run(
            settings,
            java("java"),
            "-cp",
            System.getProperty("java.class.path"),
            InProcess.class.getName(),
            folder.toString());
    assertThat(said).contains("signed and verified");
    try (Stream<Path> ring = Files.list(folder.resolve("keys"))) {
      assertThat(ring.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder("root1.pub", "root1.token");
    }
  }

  private static Path module() {
    return Stream.of(
            "/usr/lib/softhsm/libsofthsm2.so",
            "/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so",
            "/usr/lib/aarch64-linux-gnu/softhsm/libsofthsm2.so")
        .map(Path::of)
        .filter(Files::exists)
        .findFirst()
        .orElse(Path.of("libsofthsm2.so"));
  }

  private static String java(String program) {
    return Path.of(System.getProperty("java.home"), "bin", program).toString();
  }

  private static String run(Path settings, String... command) throws Exception {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("SOFTHSM2_CONF", settings.toString());
    Process process = builder.start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(List.of(command) + "\n" + said).isZero();
    return said;
  }

  /** Action that runs with the token's setting. */
  static final class InProcess {
    private InProcess() {}

    public static void main(String[] args) throws IOException {
      Path folder = Path.of(args[0]);
      KeyRing ring = new KeyRing(folder.resolve("keys"), _ -> PIN.toCharArray());
      ring.take("root1", folder.resolve("pkcs11.cfg"), "root1");
      SigningKey key = ring.open("root1");
      byte[] bytes = {1, 2, 3};
      if (ring.publicKey("root1").verifies(bytes, key.sign(bytes))) {
        System.out.println("signed and verified");
      }
    }
  }
}
