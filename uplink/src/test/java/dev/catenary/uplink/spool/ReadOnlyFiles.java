package dev.catenary.uplink.spool;

import dev.catenary.proto.counter.Counters;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * A disk that is read-only for a while, as the kernel makes it after an error; a real one cannot be
 * remounted so while the spool's lock is open.
 */
public final class ReadOnlyFiles implements SpoolFiles {
  private final DiskFiles disk = new DiskFiles();
  private final BooleanSupplier readOnly;

  private ReadOnlyFiles(BooleanSupplier readOnly) {
    this.readOnly = readOnly;
  }

  /** A spool on such a disk. */
  public static Spool open(
      SpoolConfig config,
      Counters counters,
      InstantSource clock,
      Consumer<SpoolEvent> listener,
      BooleanSupplier readOnly)
      throws IOException {
    return Spool.open(config, counters, clock, listener, new ReadOnlyFiles(readOnly));
  }

  private void check(Path file) throws IOException {
    if (readOnly.getAsBoolean()) {
      throw new IOException(file + ": Read-only file system");
    }
  }

  @Override
  public void write(Path file, ByteBuffer bytes) throws IOException {
    check(file);
    disk.write(file, bytes);
  }

  @Override
  public void append(Path file, ByteBuffer bytes) throws IOException {
    check(file);
    disk.append(file, bytes);
  }

  @Override
  public void rename(Path from, Path to) throws IOException {
    check(from);
    disk.rename(from, to);
  }

  @Override
  public void delete(Path file) throws IOException {
    check(file);
    disk.delete(file);
  }

  @Override
  public void forceFolder(Path folder) throws IOException {
    disk.forceFolder(folder);
  }

  @Override
  public long freeBytes(Path folder) throws IOException {
    return disk.freeBytes(folder);
  }
}
