package dev.catenary.grants;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A private certificate authority, made with openssl in a folder. */
public final class TestAuthority {
  private final Path folder;

  public TestAuthority(Path folder) throws IOException, InterruptedException {
    this.folder = Files.createDirectories(folder);
    key("ca");
    openssl(
        "req",
        "-x509",
        "-new",
        "-key",
        "ca.key",
        "-subj",
        "/CN=Device authority",
        "-days",
        "3",
        "-addext",
        "keyUsage=critical,keyCertSign",
        "-out",
        "ca.pem");
  }

  public Path certificate() {
    return folder.resolve("ca.pem");
  }

  /** A certificate and its key under this name, for a server at 127.0.0.1 or for a client. */
  public Identity issue(String file, String commonName, boolean server)
      throws IOException, InterruptedException {
    key(file);
    Files.writeString(
        folder.resolve(file + ".ext"),
        "basicConstraints=CA:FALSE\n"
            + (server
                ? "subjectAltName=IP:127.0.0.1\nextendedKeyUsage=serverAuth\n"
                : "extendedKeyUsage=clientAuth\n"));
    openssl(
        "req",
        "-new",
        "-key",
        file + ".key",
        "-subj",
        "/O=Survey/CN=" + commonName,
        "-out",
        file + ".csr");
    openssl(
        "x509",
        "-req",
        "-in",
        file + ".csr",
        "-CA",
        "ca.pem",
        "-CAkey",
        "ca.key",
        "-CAcreateserial",
        "-days",
        "2",
        "-extfile",
        file + ".ext",
        "-out",
        file + ".pem");
    return new Identity(folder.resolve(file + ".pem"), folder.resolve(file + ".key"));
  }

  private void key(String file) throws IOException, InterruptedException {
    openssl(
        "genpkey",
        "-algorithm",
        "EC",
        "-pkeyopt",
        "ec_paramgen_curve:P-256",
        "-out",
        file + ".key");
  }

  private void openssl(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("openssl"));
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes());
    if (process.waitFor() != 0) {
      throw new IOException(command + ": " + output);
    }
  }

  /** Files of a certificate and its key. */
  public record Identity(Path certificate, Path key) {}
}
