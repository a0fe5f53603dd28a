package dev.catenary.proving.torture.disk;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A folder of the real disk whose users are written down, and which can be slow. What is written
 * down by several threads is in the order in which it was done, but for writes and forces of one
 * moment.
 *
 * <p>Give {@link #root} to the code under test.
 */
public final class RecordingDisk {
  private final RecordingFileSystem files;
  private final Path real;
  private final List<DiskOp> ops = new ArrayList<>();
  private final Map<Path, Integer> inodes = new HashMap<>();
  private int inodeCount;
  private volatile long writeMillis;
  private volatile long forceMillis;

  /**
   * @param real an empty folder
   */
  public RecordingDisk(Path real) {
    this.real = real.toAbsolutePath().normalize();
    this.files = new RecordingFileSystem(this);
  }

  /** The folder as the code under test sees it. */
  public Path root() {
    return files.wrap(real);
  }

  /** From now on each write and each force takes at least this long. */
  public void delay(long eachWriteMillis, long eachForceMillis) {
    writeMillis = eachWriteMillis;
    forceMillis = eachForceMillis;
  }

  void waitForWrite() throws IOException {
    await(writeMillis);
  }

  void waitForForce() throws IOException {
    await(forceMillis);
  }

  private static void await(long millis) throws IOException {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while the disk was slow");
    }
  }

  /** Number of requests so far: what a promise made now rests on. */
  public synchronized int moment() {
    return ops.size();
  }

  synchronized List<DiskOp> ops() {
    return List.copyOf(ops);
  }

  Path relative(Path file) {
    return real.relativize(file.toAbsolutePath().normalize());
  }

  /** The file of this name, which is there. */
  synchronized int inode(Path file) {
    Integer inode = inodes.get(relative(file));
    if (inode == null) {
      throw new IllegalStateException(file + " was not made through this disk");
    }
    return inode;
  }

  synchronized void created(Path file) {
    int inode = inodeCount++;
    inodes.put(relative(file), inode);
    ops.add(DiskOp.Names.of(relative(file), inode));
  }

  synchronized void madeFolder(Path folder) {
    ops.add(DiskOp.Names.of(relative(folder), DiskOp.FOLDER));
  }

  synchronized void wrote(int inode, long offset, byte[] bytes) {
    ops.add(new DiskOp.Write(inode, offset, bytes));
  }

  synchronized void truncated(int inode, long length) {
    ops.add(new DiskOp.Truncate(inode, length));
  }

  synchronized void forced(int inode) {
    ops.add(new DiskOp.Force(inode));
  }

  synchronized void forcedFolder(Path folder) {
    ops.add(new DiskOp.ForceFolder(relative(folder)));
  }

  synchronized void moved(Path from, Path to) {
    Integer inode = inodes.remove(relative(from));
    if (inode == null) {
      throw new IllegalStateException(from + " was not made through this disk");
    }
    inodes.put(relative(to), inode);
    ops.add(DiskOp.Names.of(relative(from), relative(to), inode));
  }

  synchronized void deleted(Path file) {
    inodes.remove(relative(file));
    ops.add(DiskOp.Names.of(relative(file), DiskOp.GONE));
  }
}
