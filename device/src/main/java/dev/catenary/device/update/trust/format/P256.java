package dev.catenary.device.update.trust.format;

import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;

/** Tells the curve P-256 (FIPS 186) from others, by its numbers. */
final class P256 {
  private P256() {}

  static boolean is(ECParameterSpec curve) throws GeneralSecurityException {
    AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
    parameters.init(new ECGenParameterSpec("secp256r1"));
    ECParameterSpec p256 = parameters.getParameterSpec(ECParameterSpec.class);
    return curve.getCurve().equals(p256.getCurve())
        && curve.getGenerator().equals(p256.getGenerator())
        && curve.getOrder().equals(p256.getOrder())
        && curve.getCofactor() == p256.getCofactor();
  }
}
