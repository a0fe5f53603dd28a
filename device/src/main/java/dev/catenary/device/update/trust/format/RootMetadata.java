package dev.catenary.device.update.trust.format;

import dev.catenary.device.update.trust.attack.MalformedMetadataException;
import dev.catenary.device.update.trust.attack.RepeatedSignatureException;
import dev.catenary.device.update.trust.attack.WrongRoleException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The role that names the keys of the four top roles, its own among them (4.3).
 *
 * @param consistentSnapshot true when files are served under names with a version or hash
 */
public record RootMetadata(
    SignedFile file,
    Header header,
    boolean consistentSnapshot,
    Map<String, TrustKey> keys,
    Map<String, RoleKeys> roles) {
  public static final String TYPE = "root";

  /** The roles that every root names. */
  public static final List<String> TOP_ROLES =
      List.of(TYPE, TimestampMetadata.TYPE, SnapshotMetadata.TYPE, TargetsMetadata.TYPE);

  public static RootMetadata read(byte[] bytes)
      throws MalformedMetadataException, RepeatedSignatureException, WrongRoleException {
    SignedFile file = SignedFile.read(TYPE, bytes);
    Header header = Header.of(TYPE, file);
    Json.Members signed = file.signed();
    Json.Members listed = signed.members("roles");
    Map<String, RoleKeys> roles = new LinkedHashMap<>();
    for (String role : TOP_ROLES) {
      roles.put(role, RoleKeys.of(listed.members(role)));
    }
    boolean consistent = signed.has("consistent_snapshot") && signed.flag("consistent_snapshot");
    return new RootMetadata(file, header, consistent, keys(signed), roles);
  }

  static Map<String, TrustKey> keys(Json.Members json) throws MalformedMetadataException {
    Json.Members listed = json.members("keys");
    Map<String, TrustKey> keys = new LinkedHashMap<>();
    for (String keyId : listed.entries().keySet()) {
      keys.put(keyId, TrustKey.of(listed.members(keyId)));
    }
    return keys;
  }

  /** Keys and threshold of one of the {@link #TOP_ROLES}. */
  public Authority authority(String role) {
    RoleKeys roleKeys = roles.get(role);
    if (roleKeys == null) {
      throw new IllegalArgumentException("no top role: " + role);
    }
    return Authority.of(role, roleKeys, keys);
  }
}
