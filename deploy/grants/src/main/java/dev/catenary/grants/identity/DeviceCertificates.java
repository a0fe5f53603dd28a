package dev.catenary.grants.identity;

import dev.catenary.grants.request.Caller;
import dev.catenary.grants.request.Printable;
import dev.catenary.grants.request.Reason;
import dev.catenary.grants.request.RefusedException;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;

/**
 * Vehicle identities from certificates: the common name is the thing's name. The chain is checked
 * here as well as by TLS, for behind API Gateway this process does no TLS.
 *
 * <p>Source: RFC 5280, 6.1 (path validation). Revocation is by our own table.
 */
public final class DeviceCertificates {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,127}");
  private static final String CLIENT_AUTH = "1.3.6.1.5.5.7.3.2";

  private final Set<TrustAnchor> anchors = new HashSet<>();

  /**
   * @param authorities whose certificates count
   */
  public DeviceCertificates(List<X509Certificate> authorities) {
    for (X509Certificate authority : authorities) {
      anchors.add(new TrustAnchor(authority, null));
    }
  }

  /**
   * The vehicle of a certificate.
   *
   * @param chain its own certificate first; those of authorities may be left out
   */
  public Caller.Vehicle vehicle(List<X509Certificate> chain, Instant now) throws RefusedException {
    X509Certificate own = chain.getFirst();
    try {
      PKIXParameters rules = new PKIXParameters(anchors);
      rules.setRevocationEnabled(false);
      rules.setDate(Date.from(now));
      List<X509Certificate> path = chain.stream().filter(one -> !isAnchor(one)).toList();
      CertPathValidator.getInstance("PKIX")
          .validate(CertificateFactory.getInstance("X.509").generateCertPath(path), rules);
      List<String> uses = own.getExtendedKeyUsage();
      if (own.getBasicConstraints() >= 0 || (uses != null && !uses.contains(CLIENT_AUTH))) {
        throw refused(own, "a certificate of an authority, or for another use");
      }
    } catch (GeneralSecurityException e) {
      throw refused(own, String.valueOf(e.getMessage()));
    }
    String name = commonName(own);
    if (!NAME.matcher(name).matches()) {
      throw refused(own, "a common name that is no vehicle's");
    }
    return new Caller.Vehicle(name, fingerprint(own));
  }

  private boolean isAnchor(X509Certificate certificate) {
    return anchors.stream().anyMatch(anchor -> certificate.equals(anchor.getTrustedCert()));
  }

  /** SHA-256 of a certificate, 64 lower-case hexadecimal digits. */
  public static String fingerprint(X509Certificate certificate) {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded()));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String commonName(X509Certificate certificate) throws RefusedException {
    try {
      for (Rdn part : new LdapName(certificate.getSubjectX500Principal().getName()).getRdns()) {
        if (part.getType().equalsIgnoreCase("CN") && part.getValue() instanceof String name) {
          return name;
        }
      }
      return "";
    } catch (InvalidNameException e) {
      throw refused(certificate, "a subject that cannot be read");
    }
  }

  private static RefusedException refused(X509Certificate certificate, String found) {
    return new RefusedException(
        Reason.CERTIFICATE,
        Printable.of(found) + " for " + Printable.of("" + certificate.getSubjectX500Principal()),
        "a valid certificate of this service's device authority with the vehicle's name",
        "provision the vehicle again");
  }
}
