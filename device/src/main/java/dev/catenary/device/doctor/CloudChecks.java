package dev.catenary.device.doctor;

import dev.catenary.device.cloud.CloudLink;
import dev.catenary.device.config.CatenaryConfig;
import dev.catenary.device.config.IotSettings;
import dev.catenary.device.store.StoreKeys;
import dev.catenary.proto.counter.Counters;
import dev.catenary.uplink.credential.IdentityFolder;
import dev.catenary.uplink.credential.TemporaryKeys;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** Checks for a configured message broker. */
public final class CloudChecks {
  private CloudChecks() {}

  /**
   * None without a broker.
   *
   * @param isRunning whether the service is
   */
  public static List<Check> of(CatenaryConfig config, boolean isRunning, Duration timeout)
      throws IOException {
    IotSettings iot = config.iot();
    if (iot == null) {
      return List.of();
    }
    List<Check> checks = new ArrayList<>();
    IdentityFolder folder = new IdentityFolder(iot.identity());
    checks.add(new IdentityCheck(folder, iot.provisioning() != null, InstantSource.system()));
    checks.add(
        new BrokerCheck(
            CloudLink.broker(iot), folder, isRunning ? config.service().socket() : null, timeout));
    TemporaryKeys keys = StoreKeys.temporary(config, new Counters());
    if (keys != null) {
      checks.add(new KeysCheck(keys));
    }
    return checks;
  }
}
