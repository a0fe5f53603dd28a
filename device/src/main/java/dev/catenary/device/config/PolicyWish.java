package dev.catenary.device.config;

import dev.catenary.device.config.CatenaryConfig.LinkPolicies;
import dev.catenary.uplink.policy.UploadPolicy;
import java.util.List;

/**
 * Upload policies that somebody asks for while the machine runs, read as the configuration's own
 * are.
 *
 * @param active the policy asked for; usable only when {@link #problems} is empty
 */
public record PolicyWish(UploadPolicy active, List<ConfigProblem> problems) {
  /**
   * Reads keys {@code policy} and {@code policies} of the upload section.
   *
   * @param json or YAML: the reader takes both
   * @param configured which can be chosen by name where the text brings none of its own
   */
  public static PolicyWish read(String json, LinkPolicies configured) throws ConfigException {
    ConfigLog log = new ConfigLog();
    ConfigSection section = new ConfigSection("upload", ConfigFile.root("wish", json), log);
    UploadPolicy active = PolicyReader.wished(section, configured);
    section.refuseUnknown();
    return new PolicyWish(active, log.problems());
  }
}
