package dev.catenary.grants.desk;

import java.security.cert.X509Certificate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Proof of identity that a caller presents.
 *
 * @param chain its certificate, and those that signed it; empty for none
 * @param authorization the header; null for none
 */
public record Presented(List<X509Certificate> chain, @Nullable String authorization) {
  public Presented {
    chain = List.copyOf(chain);
  }
}
