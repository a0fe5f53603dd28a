package dev.catenary.device.update.trust.format;

import dev.catenary.device.update.trust.attack.MalformedMetadataException;
import dev.catenary.device.update.trust.attack.RepeatedSignatureException;
import dev.catenary.device.update.trust.attack.WrongRoleException;
import java.util.Map;

/**
 * The role that says which versions of all targets roles belong together (4.4).
 *
 * @param meta by file name, as {@code targets.json}
 */
public record SnapshotMetadata(SignedFile file, Header header, Map<String, MetaFile> meta) {
  public static final String TYPE = "snapshot";

  public static SnapshotMetadata read(byte[] bytes)
      throws MalformedMetadataException, RepeatedSignatureException, WrongRoleException {
    SignedFile file = SignedFile.read(TYPE, bytes);
    return new SnapshotMetadata(file, Header.of(TYPE, file), MetaFile.all(file.signed()));
  }
}
