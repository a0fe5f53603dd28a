package dev.catenary.device.page;

import dev.catenary.device.config.PageSettings;
import dev.catenary.device.page.access.DeviceCertificate;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Where people reach the page, and what they compare when they do. */
public final class PageAddress {
  private static final Set<String> EVERYWHERE = Set.of("0.0.0.0", "::");

  private PageAddress() {}

  /** Addresses by names first, then by the numbers of the interfaces; one at least. */
  public static List<String> all(PageSettings page) throws IOException {
    Set<String> hosts = new LinkedHashSet<>(page.names());
    for (String address : page.addresses()) {
      if (EVERYWHERE.contains(address)) {
        hosts.addAll(numbers());
      } else {
        hosts.add(address);
      }
    }
    if (hosts.isEmpty()) {
      hosts.add("127.0.0.1");
    }
    return hosts.stream()
        .map(host -> host.contains(":") ? "[" + host + "]" : host)
        .map(host -> "https://" + host + ":" + page.port() + "/")
        .toList();
  }

  private static List<String> numbers() throws IOException {
    List<String> numbers = new ArrayList<>();
    for (NetworkInterface network : Collections.list(NetworkInterface.getNetworkInterfaces())) {
      if (!network.isUp() || network.isLoopback()) {
        continue;
      }
      for (InetAddress address : Collections.list(network.getInetAddresses())) {
        if (address instanceof Inet4Address && !address.isLinkLocalAddress()) {
          numbers.add(address.getHostAddress());
        }
      }
    }
    return numbers;
  }

  /** SHA-256 of the certificate; empty while there is none. */
  public static String fingerprint(PageSettings page) throws IOException {
    if (!Files.exists(page.certificate())) {
      return "";
    }
    try {
      return DeviceCertificate.ofFiles(page.certificate(), page.key(), "", List.of(), Instant.now())
          .fingerprint();
    } catch (GeneralSecurityException e) {
      throw new IOException(
          "found the certificate "
              + page.certificate()
              + " unreadable; expected PEM; cure: correct page.certificate",
          e);
    }
  }
}
