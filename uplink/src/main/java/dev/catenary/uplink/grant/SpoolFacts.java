package dev.catenary.uplink.grant;

import com.google.protobuf.ByteString;
import dev.catenary.uplink.chunk.ChunkKind;
import dev.catenary.uplink.chunk.ManifestFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads the manifests that lie beside the chunks in the spool. */
public record SpoolFacts(Path spool) implements CaptureFacts {
  private static final Pattern VARIANT = Pattern.compile("_[0-9a-f]{8}$");

  @Override
  public Optional<Facts> of(String key) throws IOException {
    String name = key.substring(key.lastIndexOf('/') + 1);
    String id = withoutEnding(name);
    if (id.isEmpty()) {
      return Optional.empty();
    }
    for (String chunk : List.of(id, VARIANT.matcher(id).replaceFirst(""))) {
      try {
        byte[] manifest = Files.readAllBytes(spool.resolve(chunk + ".manifest"));
        if (ManifestFile.read(manifest) instanceof ManifestFile.Whole whole) {
          return Optional.of(
              new Facts(CaptureTimes.of(whole.manifest()), ByteString.copyFrom(manifest)));
        }
      } catch (NoSuchFileException e) {
        // Under its other name, then, or given up meanwhile.
      }
    }
    return Optional.empty();
  }

  /** The chunk's id; empty for what is no chunk. */
  private static String withoutEnding(String name) {
    for (ChunkKind kind : ChunkKind.values()) {
      if (name.endsWith(kind.ending())) {
        return name.substring(0, name.length() - kind.ending().length());
      }
    }
    return "";
  }
}
