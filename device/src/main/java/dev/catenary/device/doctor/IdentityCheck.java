package dev.catenary.device.doctor;

import dev.catenary.uplink.credential.DeviceIdentity;
import dev.catenary.uplink.credential.IdentityFolder;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** Check of the device's certificate: still valid, its key readable by nobody else. */
public final class IdentityCheck implements Check {
  private static final Duration RENEW_BEFORE = Duration.ofDays(14);

  private final IdentityFolder folder;
  private final boolean canBeProvisioned;
  private final InstantSource clock;

  /**
   * @param canBeProvisioned whether one will be had by itself
   */
  public IdentityCheck(IdentityFolder folder, boolean canBeProvisioned, InstantSource clock) {
    this.folder = folder;
    this.canBeProvisioned = canBeProvisioned;
    this.clock = clock;
  }

  @Override
  public List<Diagnosis> look() throws IOException {
    List<Diagnosis> all = new ArrayList<>();
    String expected = "certificate and key in " + folder.file();
    if (!folder.isSomebody()) {
      all.add(
          canBeProvisioned
              ? Diagnosis.doubtful(
                  "identity", "none yet", expected, "The service gets one when it is connected.")
              : Diagnosis.bad(
                  "identity",
                  "none",
                  expected,
                  "Install them, or set iot.provisioning.template and claim."));
      return all;
    }
    try {
      all.add(age(folder.current()));
    } catch (IOException e) {
      all.add(
          Diagnosis.bad(
              "identity", String.valueOf(e.getMessage()), expected, "Install the pair again."));
      return all;
    }
    if (!folder.isPrivate()) {
      all.add(
          Diagnosis.bad(
              "key",
              folder.file() + " can be read by others",
              "by its owner alone",
              "chmod 600; catenary doctor --repair does it."));
    }
    return all;
  }

  private Diagnosis age(DeviceIdentity identity) {
    Instant now = clock.instant();
    String expected = "one that is good for two weeks";
    if (identity.goodUntil().isBefore(now)) {
      return Diagnosis.bad(
          "identity",
          identity + ", over",
          expected,
          "Check the clock first; then install a new one: a dead one cannot renew itself.");
    }
    return identity.goodUntil().minus(RENEW_BEFORE).isBefore(now)
        ? Diagnosis.doubtful(
            "identity", identity.toString(), expected, "Renew it: see docs/iot.md.")
        : Diagnosis.good("identity", identity.toString(), expected);
  }

  /** Takes the right to read the key from others. */
  @Override
  public boolean repair() throws IOException {
    if (!folder.isSomebody() || folder.isPrivate()) {
      return false;
    }
    folder.makePrivate();
    return true;
  }
}
