package dev.catenary.device.update.trust.format;

import dev.catenary.device.update.trust.attack.MalformedMetadataException;
import dev.catenary.device.update.trust.attack.RepeatedSignatureException;
import dev.catenary.device.update.trust.attack.WrongRoleException;
import java.util.Map;

/**
 * The role that says which snapshot is the newest (4.6).
 *
 * @param snapshot the one file that it names
 */
public record TimestampMetadata(SignedFile file, Header header, MetaFile snapshot) {
  public static final String TYPE = "timestamp";

  public static TimestampMetadata read(byte[] bytes)
      throws MalformedMetadataException, RepeatedSignatureException, WrongRoleException {
    SignedFile file = SignedFile.read(TYPE, bytes);
    Header header = Header.of(TYPE, file);
    Map<String, MetaFile> files = MetaFile.all(file.signed());
    MetaFile snapshot = files.get(SnapshotMetadata.TYPE + ".json");
    if (snapshot == null || files.size() != 1) {
      throw new MalformedMetadataException(
          "\"meta\" of timestamp", files.keySet() + "", "snapshot.json");
    }
    return new TimestampMetadata(file, header, snapshot);
  }
}
