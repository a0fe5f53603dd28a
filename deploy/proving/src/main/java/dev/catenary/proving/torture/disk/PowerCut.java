package dev.catenary.proving.torture.disk;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

/**
 * States of a disk that a power cut at one moment may leave: all that was forced, and of the rest
 * whatever POSIX allows. Bytes not forced may be there, missing, torn at a sector, come in another
 * order, or read as zeros or as what lay there before; names whose folder was not forced may be
 * there or not, each by itself.
 */
public final class PowerCut {
  private static final int[] SECTOR_BYTES = {512, 4_096};
  private static final int[] ONE_MISSING_OF = {2, 8, 32};

  private final Map<Integer, FileState> byInode = new HashMap<>();
  private final Map<Path, Integer> names = new LinkedHashMap<>();
  private final List<PendingNames> pendingNames = new ArrayList<>();

  /** Names whose folders have not all been forced yet. */
  private record PendingNames(DiskOp.Names op, Set<Path> unforced) {}

  /** One file: its forced bytes, and what was asked of it since. */
  private static final class FileState {
    private byte[] forced = new byte[0];
    private final List<DiskOp> pending = new ArrayList<>();

    void force() {
      for (DiskOp op : pending) {
        forced = applied(forced, op);
      }
      pending.clear();
    }
  }

  /** The disk after this many things were asked of it. */
  public PowerCut(RecordingDisk disk, int moment) {
    for (DiskOp op : disk.ops().subList(0, moment)) {
      take(op);
    }
  }

  private void take(DiskOp op) {
    switch (op) {
      case DiskOp.Write(int inode, long _, byte[] _) -> file(inode).pending.add(op);
      case DiskOp.Truncate(int inode, long _) -> file(inode).pending.add(op);
      case DiskOp.Force(int inode) -> file(inode).force();
      case DiskOp.Names changed ->
          pendingNames.add(new PendingNames(changed, new HashSet<>(changed.folders())));
      case DiskOp.ForceFolder(Path folder) -> {
        pendingNames.forEach(pending -> pending.unforced.remove(folder));
        while (!pendingNames.isEmpty() && pendingNames.getFirst().unforced.isEmpty()) {
          apply(pendingNames.removeFirst().op);
        }
      }
    }
  }

  private FileState file(int inode) {
    return byInode.computeIfAbsent(inode, _ -> new FileState());
  }

  private void apply(DiskOp.Names op) {
    op.names()
        .forEach(
            (name, inode) -> {
              if (inode == DiskOp.GONE) {
                names.remove(name);
              } else {
                names.put(name, inode);
              }
            });
  }

  /** Share of what was not forced that is there. */
  public enum Left {
    NOTHING,
    EVERYTHING,
    SOME
  }

  /**
   * Lays one possible disk into an empty folder; this object is used up.
   *
   * @param random chooses where {@code left} is {@link Left#SOME}
   */
  public void lay(Path folder, Left left, Random random) throws IOException {
    for (PendingNames pending : pendingNames) {
      boolean there =
          pending.unforced.isEmpty()
              || left == Left.EVERYTHING
              || (left == Left.SOME && random.nextBoolean());
      if (there) {
        apply(pending.op);
      }
    }
    for (Map.Entry<Path, Integer> entry : new TreeMap<>(names).entrySet()) {
      Path file = folder.resolve(entry.getKey().toString());
      int inode = entry.getValue();
      Path parent = file.getParent();
      if (parent == null || !Files.isDirectory(parent)) {
        continue;
      }
      if (inode == DiskOp.FOLDER) {
        Files.createDirectory(file);
      } else {
        Files.write(file, bytes(file(inode), left, random));
      }
    }
  }

  private static byte[] bytes(FileState file, Left left, Random random) {
    byte[] bytes = file.forced;
    if (left == Left.NOTHING) {
      return bytes;
    }
    if (left == Left.EVERYTHING) {
      file.force();
      return file.forced;
    }
    for (DiskOp op : file.pending) {
      bytes = random.nextBoolean() ? torn(bytes, op, random) : maybe(bytes, op, random);
    }
    return bytes;
  }

  private static byte[] maybe(byte[] bytes, DiskOp op, Random random) {
    return random.nextBoolean() ? applied(bytes, op) : bytes;
  }

  /** Each sector of a write by itself. */
  private static byte[] torn(byte[] bytes, DiskOp op, Random random) {
    if (!(op instanceof DiskOp.Write write) || write.bytes().length == 0) {
      return maybe(bytes, op, random);
    }
    int sector = SECTOR_BYTES[random.nextInt(SECTOR_BYTES.length)];
    boolean inOrder = random.nextBoolean();
    int oneMissingOf = ONE_MISSING_OF[random.nextInt(ONE_MISSING_OF.length)];
    int end = (int) write.offset() + write.bytes().length;
    int cut = (int) write.offset() + random.nextInt(write.bytes().length + 1);
    boolean lengthKept = random.nextBoolean();
    byte[] torn = bytes;
    if (lengthKept && end > bytes.length) {
      torn = Arrays.copyOf(bytes, end);
      if (random.nextInt(4) == 0) {
        byte[] stale = new byte[end - bytes.length];
        random.nextBytes(stale);
        System.arraycopy(stale, 0, torn, bytes.length, stale.length);
      }
    }
    for (int at = (int) write.offset(); at < end; at = (at / sector + 1) * sector) {
      int to = Math.min((at / sector + 1) * sector, end);
      if (inOrder ? to <= cut : random.nextInt(oneMissingOf) > 0) {
        int from = at - (int) write.offset();
        byte[] piece = Arrays.copyOfRange(write.bytes(), from, from + to - at);
        torn = applied(torn, new DiskOp.Write(write.inode(), at, piece));
      }
    }
    return torn;
  }

  private static byte[] applied(byte[] bytes, DiskOp op) {
    return switch (op) {
      case DiskOp.Truncate(int _, long length) -> Arrays.copyOf(bytes, (int) length);
      case DiskOp.Write(int _, long offset, byte[] written) -> {
        int end = (int) offset + written.length;
        byte[] grown = Arrays.copyOf(bytes, Math.max(bytes.length, end));
        System.arraycopy(written, 0, grown, (int) offset, written.length);
        yield grown;
      }
      default -> bytes;
    };
  }
}
