package dev.catenary.device.update.trust.format;

import dev.catenary.device.update.trust.attack.MalformedMetadataException;
import dev.catenary.device.update.trust.attack.RepeatedSignatureException;
import dev.catenary.device.update.trust.attack.WrongRoleException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A role that lists targets, and may hand parts of their names on to other roles (4.5).
 *
 * @param targets by name
 */
public record TargetsMetadata(
    SignedFile file,
    Header header,
    Map<String, TargetFile> targets,
    Optional<Delegations> delegations) {
  public static final String TYPE = "targets";

  /**
   * Reads a file.
   *
   * @param role its own name, {@code targets} for the top one
   */
  public static TargetsMetadata read(String role, byte[] bytes)
      throws MalformedMetadataException, RepeatedSignatureException, WrongRoleException {
    SignedFile file = SignedFile.read(role, bytes);
    Header header = Header.of(TYPE, file);
    Json.Members listed = file.signed().members("targets");
    Map<String, TargetFile> targets = new LinkedHashMap<>();
    for (String name : listed.entries().keySet()) {
      targets.put(name, TargetFile.of(name, listed.members(name)));
    }
    Optional<Json.Members> delegations = file.signed().membersIfAny("delegations");
    return new TargetsMetadata(
        file,
        header,
        targets,
        delegations.isEmpty() ? Optional.empty() : Optional.of(Delegations.of(delegations.get())));
  }
}
