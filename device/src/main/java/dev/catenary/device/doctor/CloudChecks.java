package dev.catenary.device.doctor;

import dev.catenary.device.cloud.CloudLink;
import dev.catenary.device.config.IotSettings;
import dev.catenary.device.store.StoreKeys;
import dev.catenary.proto.counter.Counters;
import dev.catenary.uplink.credential.IdentityFolder;
import dev.catenary.uplink.credential.TemporaryKeys;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Checks for a configured message broker. */
public final class CloudChecks {
  private CloudChecks() {}

  /**
   * None without a broker.
   *
   * @param service socket of the running service; null while it does not run
   */
  public static List<Check> of(@Nullable IotSettings iot, @Nullable Path service, Duration timeout)
      throws IOException {
    if (iot == null) {
      return List.of();
    }
    List<Check> checks = new ArrayList<>();
    IdentityFolder folder = new IdentityFolder(iot.identity());
    checks.add(new IdentityCheck(folder, iot.provisioning() != null, InstantSource.system()));
    checks.add(new BrokerCheck(CloudLink.broker(iot), folder, service, timeout));
    TemporaryKeys keys = StoreKeys.temporary(iot, new Counters());
    if (keys != null) {
      checks.add(new KeysCheck(keys));
    }
    return checks;
  }
}
