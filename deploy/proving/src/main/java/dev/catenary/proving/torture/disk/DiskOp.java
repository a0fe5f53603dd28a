package dev.catenary.proving.torture.disk;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One thing that was asked of a disk, in the order of asking. */
sealed interface DiskOp {
  /** Bytes of a file; on the disk when the file has been forced. Never compared. */
  @SuppressWarnings("ArrayRecordComponent")
  record Write(int inode, long offset, byte[] bytes) implements DiskOp {}

  /** A new length of a file; the same. */
  record Truncate(int inode, long length) implements DiskOp {}

  /** Everything of this file before is on the disk. */
  record Force(int inode) implements DiskOp {}

  /**
   * Names that come to mean another file, all at once; on the disk when each folder was forced.
   *
   * @param names by path; {@link #GONE} where there is none any more
   */
  record Names(Map<Path, Integer> names, Set<Path> folders) implements DiskOp {
    static Names of(Path from, Path to, int inode) {
      return new Names(
          Map.of(from, GONE, to, inode), Set.copyOf(List.of(parent(from), parent(to))));
    }

    static Names of(Path name, int inode) {
      return new Names(Map.of(name, inode), Set.of(parent(name)));
    }

    private static Path parent(Path name) {
      @Nullable Path parent = name.getParent();
      return parent == null ? Path.of("") : parent;
    }
  }

  /** Names in this folder before are on the disk. */
  record ForceFolder(Path folder) implements DiskOp {}

  /** In place of an inode: the name is free. */
  int GONE = -1;

  /** In place of an inode: a folder. */
  int FOLDER = -2;
}
