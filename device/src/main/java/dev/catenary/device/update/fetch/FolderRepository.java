package dev.catenary.device.update.fetch;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * A repository in a folder, as on a stick: {@code metadata/} and {@code targets/}. Names stay
 * encoded as in an address, and none leads out of the folder.
 */
public final class FolderRepository implements Repository {
  private static final Pattern UPWARDS = Pattern.compile("(^|.*/)(\\.|%2E){1,2}(/.*|$)|.*//.*|/.*");

  private final Path folder;

  public FolderRepository(Path folder) {
    this.folder = folder;
  }

  @Override
  public InputStream metadata(String file) throws IOException {
    return open("metadata", file);
  }

  @Override
  public InputStream target(String path) throws IOException {
    return open("targets", path);
  }

  private InputStream open(String kind, String path) throws IOException {
    Path file = folder.resolve(kind);
    if (UPWARDS.matcher(path).matches()) {
      throw new AbsentFileException(path, "a name that leads out of the folder");
    }
    for (String part : path.split("/", -1)) {
      file = file.resolve(part);
    }
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      throw new AbsentFileException(file.toString(), "no file");
    }
    return Files.newInputStream(file);
  }
}
