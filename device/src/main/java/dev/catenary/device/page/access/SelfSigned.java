package dev.catenary.device.page.access;

import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.security.auth.x500.X500Principal;

/**
 * Makes the certificate of a device that has none: X.509 version 3 (RFC 5280) for a P-256 key,
 * signed by that key itself. Java has no way of its own to make one.
 */
final class SelfSigned {
  private static final String ECDSA_SHA256 = "1.2.840.10045.4.3.2";
  private static final String COMMON_NAME = "2.5.4.3";
  private static final String ALT_NAMES = "2.5.29.17";
  private static final String CONSTRAINTS = "2.5.29.19";
  private static final String KEY_USAGE = "2.5.29.15";
  private static final String EXTENDED_USAGE = "2.5.29.37";
  private static final String SERVER_AUTHENTICATION = "1.3.6.1.5.5.7.3.1";
  private static final int DNS_NAME = 0x82;
  private static final int IP_ADDRESS = 0x87;

  private SelfSigned() {}

  /**
   * @param name of the device
   * @param hostNames under which it is reached
   * @param addresses as well
   */
  static X509Certificate of(
      KeyPair keys,
      String name,
      List<String> hostNames,
      List<InetAddress> addresses,
      Instant from,
      Instant to)
      throws GeneralSecurityException {
    byte[] algorithm = Der.sequence(Der.oid(ECDSA_SHA256));
    byte[] who = who(name);
    byte[] extensions =
        Der.tagged(
            0xA3,
            Der.sequence(
                extension(CONSTRAINTS, true, Der.sequence()),
                extension(KEY_USAGE, true, Der.bits(new byte[] {(byte) 0x80}, 7)),
                extension(EXTENDED_USAGE, false, Der.sequence(Der.oid(SERVER_AUTHENTICATION))),
                extension(ALT_NAMES, false, altNames(hostNames, addresses))));
    byte[] body =
        Der.sequence(
            Der.tagged(0xA0, Der.integer(BigInteger.TWO)),
            Der.integer(new BigInteger(127, new SecureRandom()).setBit(126)),
            algorithm,
            who,
            Der.sequence(time(from), time(to)),
            who,
            keys.getPublic().getEncoded(),
            extensions);
    Signature signature = Signature.getInstance("SHA256withECDSA");
    signature.initSign(keys.getPrivate());
    signature.update(body);
    byte[] der = Der.sequence(body, algorithm, Der.bits(signature.sign(), 0));
    return (X509Certificate)
        CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
  }

  /** Subject and issuer of such a certificate of this name. */
  static X500Principal subject(String name) {
    return new X500Principal(who(name));
  }

  private static byte[] who(String name) {
    return Der.sequence(Der.set(Der.sequence(Der.oid(COMMON_NAME), Der.utf8(name))));
  }

  private static byte[] altNames(List<String> hostNames, List<InetAddress> addresses) {
    List<byte[]> names = new ArrayList<>();
    for (String host : hostNames) {
      names.add(Der.tagged(DNS_NAME, host.getBytes(StandardCharsets.US_ASCII)));
    }
    for (InetAddress address : addresses) {
      names.add(Der.tagged(IP_ADDRESS, address.getAddress()));
    }
    return Der.sequence(names.toArray(byte[][]::new));
  }

  private static byte[] extension(String oid, boolean critical, byte[] value) {
    return critical
        ? Der.sequence(Der.oid(oid), Der.truth(), Der.octets(value))
        : Der.sequence(Der.oid(oid), Der.octets(value));
  }

  /** RFC 5280, 4.1.2.5: two digits of the year through 2049. */
  private static byte[] time(Instant at) {
    var utc = at.atZone(ZoneOffset.UTC);
    return utc.getYear() < 2050
        ? Der.utcTime(DateTimeFormatter.ofPattern("yyMMddHHmmss'Z'", Locale.ROOT).format(utc))
        : Der.generalizedTime(
            DateTimeFormatter.ofPattern("yyyyMMddHHmmss'Z'", Locale.ROOT).format(utc));
  }
}
