package dev.catenary.durable;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A small file that a power cut leaves as it was or as it is to be. Its bytes are written and
 * forced under another name, {@code .part} at its end, which no two threads may do at once. Then it
 * is renamed and its name forced: it is on the disk when a method here returns.
 */
public final class WholeFile {
  /** Ending of the name under which a file is written. One that a cut has left may go. */
  public static final String PART = ".part";

  private static final Set<PosixFilePermission> OWNER_ALONE =
      PosixFilePermissions.fromString("rw-------");

  private WholeFile() {}

  /**
   * Puts a text in the file's place, as UTF-8.
   *
   * @param file its folder is made where there is none
   */
  public static void write(Path file, String text) throws IOException {
    write(file, StandardCharsets.UTF_8.encode(text));
  }

  /** The same, of bytes. */
  public static void write(Path file, byte[] bytes) throws IOException {
    write(file, ByteBuffer.wrap(bytes));
  }

  /** The same, of a buffer's bytes: those between the buffer's position and its limit. */
  public static void write(Path file, ByteBuffer bytes) throws IOException {
    put(file, bytes, null);
  }

  /**
   * The same, for those alone whom it is meant for, from its first byte on.
   *
   * @param rights of the file, less what the process's mask takes away
   */
  public static void write(Path file, String text, Set<PosixFilePermission> rights)
      throws IOException {
    put(
        file,
        StandardCharsets.UTF_8.encode(text),
        null,
        PosixFilePermissions.asFileAttribute(rights));
  }

  /**
   * The same, with the rights of another file, and its owner and group as far as this process may
   * give them.
   *
   * @param like may be the file itself
   */
  public static void writeLike(Path like, Path file, ByteBuffer bytes) throws IOException {
    PosixFileAttributes rights = Files.readAttributes(like, PosixFileAttributes.class);
    put(file, bytes, rights, PosixFilePermissions.asFileAttribute(OWNER_ALONE));
  }

  private static void put(
      Path file, ByteBuffer bytes, @Nullable PosixFileAttributes like, FileAttribute<?>... first)
      throws IOException {
    Path folder = file.toAbsolutePath().resolveSibling("");
    FolderNames.create(folder);
    Path part = file.resolveSibling(file.getFileName() + PART);
    // One that a cut has left may have other rights.
    Files.deleteIfExists(part);
    try (FileChannel channel =
        FileChannel.open(
            part, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), first)) {
      if (like != null) {
        giveRights(part, like);
      }
      ByteBuffer rest = bytes.duplicate();
      while (rest.hasRemaining()) {
        channel.write(rest);
      }
      channel.force(true);
    }
    Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
    FolderNames.force(folder);
  }

  private static void giveRights(Path part, PosixFileAttributes like) throws IOException {
    PosixFileAttributeView view = Files.getFileAttributeView(part, PosixFileAttributeView.class);
    PosixFileAttributes own = view.readAttributes();
    try {
      if (!own.owner().equals(like.owner())) {
        view.setOwner(like.owner());
      }
      if (!own.group().equals(like.group())) {
        view.setGroup(like.group());
      }
    } catch (IOException e) {
      // Not ours to give away: it stays with this process's user.
    }
    view.setPermissions(like.permissions());
  }
}
