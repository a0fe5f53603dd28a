package dev.catenary.device.doctor;

import dev.catenary.uplink.credential.KeysException;
import dev.catenary.uplink.credential.TemporaryKeys;
import java.util.List;

/** Check of the credentials provider: it issues keys to the store. */
public final class KeysCheck implements Check {
  private final TemporaryKeys keys;

  public KeysCheck(TemporaryKeys keys) {
    this.keys = keys;
  }

  @Override
  public List<Diagnosis> look() {
    String expected = "temporary keys against the device's certificate";
    try {
      keys.resolveCredentials();
      return List.of(Diagnosis.good("temporary keys", "given", expected));
    } catch (KeysException e) {
      return List.of(
          Diagnosis.bad(
              "temporary keys",
              String.valueOf(e.getMessage()),
              expected,
              "As it says; docs/iot.md has the policy and the role."));
    }
  }
}
