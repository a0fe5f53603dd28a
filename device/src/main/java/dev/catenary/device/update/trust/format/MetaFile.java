package dev.catenary.device.update.trust.format;

import dev.catenary.device.update.trust.attack.MalformedMetadataException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One metadata file as another names it.
 *
 * @param version that it must have
 * @param fingerprint its length and hashes, which may be left out
 */
public record MetaFile(long version, Fingerprint fingerprint) {
  /** Reads the list of a timestamp or snapshot: by the file's name without a version. */
  static Map<String, MetaFile> all(Json.Members signed) throws MalformedMetadataException {
    Json.Members listed = signed.members("meta");
    Map<String, MetaFile> files = new LinkedHashMap<>();
    for (String name : listed.entries().keySet()) {
      Json.Members json = listed.members(name);
      long version = json.whole("version");
      if (version < 1) {
        throw new MalformedMetadataException("\"version\" of " + name, version + "", "1 or more");
      }
      files.put(name, new MetaFile(version, Fingerprint.of(json)));
    }
    return files;
  }
}
