package dev.catenary.uplink.credential;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A certificate authority of our own, by openssl: what it signs, only its own certificate trusts.
 */
public final class PrivateAuthority {
  private final Path folder;

  public PrivateAuthority(Path folder) throws IOException, InterruptedException {
    this.folder = Files.createDirectories(folder);
    openssl("ecparam", "-name", "prime256v1", "-genkey", "-noout", "-out", "ca.key");
    openssl(
        "req",
        "-x509",
        "-new",
        "-key",
        "ca.key",
        "-sha256",
        "-days",
        "2",
        "-subj",
        "/CN=test-ca",
        "-addext",
        "basicConstraints=critical,CA:TRUE",
        "-addext",
        "keyUsage=keyCertSign,cRLSign",
        "-out",
        "ca.pem");
  }

  /** The authority's certificate. */
  public Path certificate() {
    return folder.resolve("ca.pem");
  }

  public String trustPem() throws IOException {
    return Files.readString(certificate());
  }

  public Path file(String name) {
    return folder.resolve(name);
  }

  /** Makes NAME.key and NAME.pem for a server on the loopback interface. */
  public void server(String name) throws IOException, InterruptedException {
    issue(name, name, 2, "subjectAltName=DNS:localhost,IP:127.0.0.1\nextendedKeyUsage=serverAuth");
  }

  /** Certificate and key of a client, with this common name. */
  public DeviceIdentity client(String commonName) throws IOException, InterruptedException {
    return client(commonName, commonName, 2);
  }

  /** One that is good for this many days, under a file name of its own. */
  public DeviceIdentity client(String name, String commonName, int days)
      throws IOException, InterruptedException {
    issue(name, commonName, days, "extendedKeyUsage=clientAuth");
    return DeviceIdentity.parse(
        name,
        Files.readString(folder.resolve(name + ".pem"))
            + Files.readString(folder.resolve(name + ".key")));
  }

  private void issue(String name, String commonName, int days, String extensions)
      throws IOException, InterruptedException {
    openssl(
        "genpkey",
        "-algorithm",
        "EC",
        "-pkeyopt",
        "ec_paramgen_curve:P-256",
        "-out",
        name + ".key");
    openssl(
        "req", "-new", "-key", name + ".key", "-subj", "/CN=" + commonName, "-out", name + ".csr");
    sign(name, days, extensions);
  }

  /** Signs a request as it comes, with the subject that it names. */
  public String sign(String name, String requestPem) throws IOException, InterruptedException {
    Files.writeString(folder.resolve(name + ".csr"), requestPem);
    sign(name, 365, "extendedKeyUsage=clientAuth");
    return Files.readString(folder.resolve(name + ".pem"));
  }

  private void sign(String name, int days, String extensions)
      throws IOException, InterruptedException {
    Files.writeString(folder.resolve(name + ".ext"), extensions + "\n");
    openssl(
        "x509",
        "-req",
        "-in",
        name + ".csr",
        "-CA",
        "ca.pem",
        "-CAkey",
        "ca.key",
        "-CAcreateserial",
        "-days",
        Integer.toString(days),
        "-sha256",
        "-extfile",
        name + ".ext",
        "-out",
        name + ".pem");
  }

  /** Output of openssl. */
  public String openssl(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("openssl"));
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException(String.join(" ", command) + ":\n" + said);
    }
    return said;
  }
}
