package dev.catenary.device.update.trust.format;

import dev.catenary.device.update.trust.attack.MalformedMetadataException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Roles that a targets role trusts with parts of its names, in their order of trust.
 *
 * @param bins hashed bins in place of a list of roles
 */
public record Delegations(
    Map<String, TrustKey> keys, List<DelegatedRole> roles, Optional<HashedBins> bins) {
  static Delegations of(Json.Members json) throws MalformedMetadataException {
    Map<String, TrustKey> keys = RootMetadata.keys(json);
    if (json.has("roles") == json.has("succinct_roles")) {
      throw new MalformedMetadataException(
          "\"delegations\"", "both or none of roles and succinct_roles", "one of them");
    }
    if (json.has("succinct_roles")) {
      return new Delegations(
          keys, List.of(), Optional.of(HashedBins.of(json.members("succinct_roles"))));
    }
    List<DelegatedRole> roles = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (Json item : json.items("roles")) {
      if (!(item instanceof Json.Members members)) {
        throw new MalformedMetadataException("a delegated role", item.kind(), "an object");
      }
      DelegatedRole role = DelegatedRole.of(members);
      if (!names.add(role.name())) {
        throw new MalformedMetadataException("\"roles\"", role.name() + " twice", "each role once");
      }
      roles.add(role);
    }
    return new Delegations(keys, List.copyOf(roles), Optional.empty());
  }

  /** The roles that may answer for a target, most trusted first. */
  public List<DelegatedRole> rolesFor(String target) {
    return bins.map(hashed -> List.of(hashed.roleFor(target)))
        .orElseGet(() -> roles.stream().filter(role -> role.matches(target)).toList());
  }

  /** Keys and threshold of one of the roles. */
  public Authority authority(DelegatedRole role) {
    return Authority.of(role.name(), role.keys(), keys);
  }
}
