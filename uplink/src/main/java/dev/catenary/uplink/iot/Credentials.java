package dev.catenary.uplink.iot;

import dev.catenary.durable.SmallFile;
import dev.catenary.uplink.credential.DeviceIdentity;
import dev.catenary.uplink.credential.IdentityFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Where the session has its certificate from, and when it gets the next. One thread uses it. */
public final class Credentials {
  private final IdentityFolder folder;
  private final @Nullable Path claim;
  private final @Nullable Provisioning provisioning;
  private final Duration renewBefore;

  /**
   * @param claim certificate and key that may ask for one of the device's own; null for none
   * @param provisioning null where certificates are installed by hand
   * @param renewBefore its end
   */
  public Credentials(
      IdentityFolder folder,
      @Nullable Path claim,
      @Nullable Provisioning provisioning,
      Duration renewBefore) {
    this.folder = folder;
    this.claim = claim;
    this.provisioning = provisioning;
    this.renewBefore = renewBefore;
  }

  /**
   * The device's own; obtained by the claim where it has none.
   *
   * @throws IOException when there is none and none to be had
   */
  DeviceIdentity identity() throws IOException, InterruptedException {
    Provisioning by = provisioning;
    Path with = claim;
    if (folder.isSomebody() || by == null || with == null) {
      return folder.current();
    }
    return by.renew(DeviceIdentity.parse(with.toString(), SmallFile.keys(with)));
  }

  boolean isRenewalDue(Instant now) throws IOException {
    return provisioning != null && folder.current().goodUntil().minus(renewBefore).isBefore(now);
  }

  void renew() throws IOException, InterruptedException {
    Provisioning by = provisioning;
    if (by != null) {
      by.renew(folder.current());
    }
  }
}
