package dev.catenary.device.update.release;

import dev.catenary.device.update.trust.attack.MalformedMetadataException;
import dev.catenary.device.update.trust.format.Json;
import dev.catenary.device.update.trust.format.JsonWriter;
import dev.catenary.device.update.trust.format.StrictJson;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** List of the files of a release; itself a signed target. */
public record ReleaseList(List<ReleaseFile> files) {
  /** Name of the list in a slot. */
  public static final String FILE = "release.list";

  private static final String TYPE = "release-list";
  private static final int FILES_MAX = 20_000;
  private static final long BYTES_MAX = 4L << 30;

  public ReleaseList {
    files = List.copyOf(files);
  }

  /** Reads a list whose bytes are trusted already; it may still be no list. */
  public static ReleaseList read(byte[] bytes) throws MalformedMetadataException {
    Json.Members json = StrictJson.read("the release's list", bytes);
    if (!json.text("_type").equals(TYPE)) {
      throw new MalformedMetadataException("\"_type\"", json.text("_type"), TYPE);
    }
    List<Json> items = json.items("files");
    if (items.isEmpty() || items.size() > FILES_MAX) {
      throw new MalformedMetadataException(
          "\"files\"", items.size() + " files", "1 to " + FILES_MAX);
    }
    List<ReleaseFile> files = new ArrayList<>();
    for (Json item : items) {
      if (!(item instanceof Json.Members members)) {
        throw new MalformedMetadataException("\"files\"", item.kind(), "an object");
      }
      files.add(ReleaseFile.of(members));
    }
    ReleaseList list = new ReleaseList(files);
    list.check();
    return list;
  }

  private void check() throws MalformedMetadataException {
    Set<String> paths = new HashSet<>();
    paths.add(FILE);
    long bytes = 0;
    for (ReleaseFile file : files) {
      // A stick's file system may not tell upper from lower case.
      if (!paths.add(file.path().toLowerCase(Locale.ROOT))) {
        throw new MalformedMetadataException("\"files\"", file.path() + " twice", "each once");
      }
      bytes += file.length();
    }
    for (ReleaseFile file : files) {
      String path = file.path().toLowerCase(Locale.ROOT);
      for (int at = path.indexOf('/'); at > 0; at = path.indexOf('/', at + 1)) {
        if (paths.contains(path.substring(0, at))) {
          throw new MalformedMetadataException("\"files\"", path, "a file or a folder, not both");
        }
      }
    }
    if (bytes > BYTES_MAX) {
      throw new MalformedMetadataException("\"files\"", bytes + " bytes", "at most " + BYTES_MAX);
    }
  }

  public byte[] bytes() {
    Json.Members json = Json.members();
    json.entries().put("_type", Json.of(TYPE));
    json.entries()
        .put("files", new Json.Items(files.stream().map(file -> (Json) file.json()).toList()));
    return JsonWriter.bytes(json);
  }

  /** Room that a slot with it takes. */
  public long slotBytes() {
    return files.stream().mapToLong(ReleaseFile::length).sum();
  }
}
