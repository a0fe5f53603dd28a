package dev.catenary.device.config;

import dev.catenary.uplink.iot.Topics;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The message broker, and who this vehicle is there.
 *
 * @param identity folder of certificate and key
 * @param trust file of the authorities that vouch for the broker; null for the system's
 * @param provisioning how a certificate comes and is renewed; null where that is done by hand
 * @param keys where temporary keys for the store are to be had; null for none
 */
public record IotSettings(
    String endpoint,
    int port,
    String thing,
    Path identity,
    @Nullable Path trust,
    Duration sessionExpiry,
    Duration reportEvery,
    @Nullable ProvisioningSettings provisioning,
    @Nullable KeysSettings keys) {

  public Topics topics() {
    return new Topics(thing);
  }

  /**
   * Fleet provisioning.
   *
   * @param claim file of the claim certificate and its key; null once there is one of our own
   * @param serial the template's parameter SerialNumber
   */
  public record ProvisioningSettings(
      String template, @Nullable Path claim, String serial, Duration renewBefore) {}

  /** The credentials provider. */
  public record KeysSettings(String endpoint, int port, String roleAlias) {}
}
