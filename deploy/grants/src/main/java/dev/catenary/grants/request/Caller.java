package dev.catenary.grants.request;

import java.util.Set;

/** Caller, as a certificate or a token has proven it. */
public sealed interface Caller {
  /** For logs and limits: {@code vehicle:drone-1} or {@code person:...}. */
  String identity();

  /**
   * A vehicle.
   *
   * @param name common name of its certificate, the thing's name
   * @param fingerprint SHA-256 of the certificate, 64 lower-case hexadecimal digits
   */
  record Vehicle(String name, String fingerprint) implements Caller {
    @Override
    public String identity() {
      return "vehicle:" + name;
    }
  }

  /** A person, who works for one utility. */
  record Person(String subject, String utility, Set<String> scopes) implements Caller {
    public Person {
      scopes = Set.copyOf(scopes);
    }

    @Override
    public String identity() {
      return "person:" + Printable.of(subject);
    }
  }
}
