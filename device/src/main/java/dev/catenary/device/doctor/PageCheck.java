package dev.catenary.device.doctor;

import dev.catenary.device.config.PageSettings;
import dev.catenary.device.page.access.DeviceCertificate;
import dev.catenary.device.page.access.SignIn;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Check of the technician's page: it can be served, and somebody can sign in. */
public final class PageCheck implements Check {
  private static final Duration SOON = Duration.ofDays(30);

  private final PageSettings page;
  private final String vehicle;
  private final Instant now;
  private final boolean serviceRuns;

  /**
   * @param serviceRuns true when the port is the running service's
   */
  public PageCheck(PageSettings page, String vehicle, Instant now, boolean serviceRuns) {
    this.page = page;
    this.vehicle = vehicle;
    this.now = now;
    this.serviceRuns = serviceRuns;
  }

  @Override
  public List<Diagnosis> look() throws IOException {
    if (!page.isOn()) {
      return List.of(Diagnosis.good("page", "off (page.port is 0)", "as configured"));
    }
    List<Diagnosis> all = new ArrayList<>();
    all.add(signIn());
    all.add(certificate());
    if (!serviceRuns) {
      for (String address : page.addresses()) {
        all.add(port(address));
      }
    }
    return all;
  }

  private Diagnosis signIn() {
    String expected = "keys that tokens are checked by";
    try {
      SignIn signIn =
          new SignIn(
              page.signIn(), vehicle, page.key().toAbsolutePath().resolveSibling(""), () -> now);
      List<String> methods = signIn.methods();
      var grants = page.signIn().grants();
      if (grants != null && !Files.isReadable(grants.keys())) {
        return Diagnosis.bad(
            "page sign-in", "no " + grants.keys(), expected, "Copy the fleet's public keys there.");
      }
      return methods.isEmpty()
          ? Diagnosis.doubtful(
              "page sign-in",
              "no way to sign in",
              "page.grants or page.oidc",
              "Make a key with catenary grant-key and name its public half.")
          : Diagnosis.good("page sign-in", String.join(" and ", methods), expected);
    } catch (IOException e) {
      return Diagnosis.bad(
          "page sign-in", String.valueOf(e.getMessage()), expected, "Correct page.oidc.keys.");
    }
  }

  /** One that is not there yet is made at the start. */
  private Diagnosis certificate() throws IOException {
    Path key = page.key();
    String expected = "a certificate that is good, its key for its owner alone";
    if (!Files.exists(page.certificate()) && !Files.exists(key)) {
      return Diagnosis.good("page certificate", "none yet; made at the start", expected);
    }
    DeviceCertificate own = DeviceCertificate.read(page.certificate(), key);
    Set<PosixFilePermission> rights = Files.getPosixFilePermissions(key);
    if (rights.contains(PosixFilePermission.OTHERS_READ)
        || rights.contains(PosixFilePermission.GROUP_READ)) {
      return Diagnosis.bad(
          "page certificate", key + " that others may read", expected, "chmod 600 " + key);
    }
    Instant until = own.until();
    if (!now.isBefore(until)) {
      return Diagnosis.bad(
          "page certificate", "expired at " + until, expected, "Replace it, or remove both files.");
    }
    String found = "good until " + until + ", SHA-256 " + fingerprint(own);
    return now.plus(SOON).isBefore(until)
        ? Diagnosis.good("page certificate", found + ", in " + page.certificate(), expected)
        : Diagnosis.doubtful(
            "page certificate",
            found,
            expected,
            own.isSelfSigned() ? "Start the service, which makes another." : "Replace it in time.");
  }

  private static String fingerprint(DeviceCertificate own) throws IOException {
    try {
      return own.fingerprint();
    } catch (GeneralSecurityException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  private Diagnosis port(String address) {
    String check = "page port " + page.port();
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(address, page.port()));
      return Diagnosis.good(check, "free at " + address, "a free port");
    } catch (IOException e) {
      return Diagnosis.bad(
          check,
          "not to be had at " + address + " (" + e.getMessage() + ")",
          "a free port",
          "See who has it (ss -ltnp), or set page.port.");
    }
  }
}
