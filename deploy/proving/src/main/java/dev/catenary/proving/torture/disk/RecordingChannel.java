package dev.catenary.proving.torture.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.util.function.Consumer;

/** An open file whose writes and forces are told to a {@link RecordingDisk}. */
final class RecordingChannel extends FileChannel {
  private final FileChannel real;
  private final RecordingDisk disk;
  private final WriteRecord writes;
  private final Runnable forced;
  private final Consumer<Long> truncated;
  private final boolean appends;

  /** Told of bytes that were written. */
  private interface WriteRecord {
    void wrote(long offset, byte[] bytes);
  }

  /** A file. */
  RecordingChannel(FileChannel real, RecordingDisk disk, int inode, boolean appends) {
    this.real = real;
    this.disk = disk;
    this.appends = appends;
    this.writes = (offset, bytes) -> disk.wrote(inode, offset, bytes);
    this.forced = () -> disk.forced(inode);
    this.truncated = length -> disk.truncated(inode, length);
  }

  /** A folder, which can be forced only. */
  RecordingChannel(FileChannel real, RecordingDisk disk, Runnable forced) {
    this.real = real;
    this.disk = disk;
    this.appends = false;
    this.writes = (_, _) -> {};
    this.forced = forced;
    this.truncated = _ -> {};
  }

  @Override
  public int read(ByteBuffer into) throws IOException {
    return real.read(into);
  }

  @Override
  public long read(ByteBuffer[] into, int offset, int length) throws IOException {
    return real.read(into, offset, length);
  }

  @Override
  public int read(ByteBuffer into, long position) throws IOException {
    return real.read(into, position);
  }

  @Override
  public int write(ByteBuffer from) throws IOException {
    long at = appends ? real.size() : real.position();
    ByteBuffer copy = from.duplicate();
    disk.waitForWrite();
    int written = real.write(from);
    tell(at, copy, written);
    return written;
  }

  @Override
  public int write(ByteBuffer from, long position) throws IOException {
    ByteBuffer copy = from.duplicate();
    disk.waitForWrite();
    int written = real.write(from, position);
    tell(position, copy, written);
    return written;
  }

  private void tell(long at, ByteBuffer copy, int written) {
    byte[] bytes = new byte[written];
    copy.get(bytes);
    writes.wrote(at, bytes);
  }

  @Override
  public long write(ByteBuffer[] from, int offset, int length) throws IOException {
    long all = 0;
    for (int i = offset; i < offset + length; i++) {
      all += write(from[i]);
    }
    return all;
  }

  @Override
  public long position() throws IOException {
    return real.position();
  }

  @Override
  public FileChannel position(long position) throws IOException {
    real.position(position);
    return this;
  }

  @Override
  public long size() throws IOException {
    return real.size();
  }

  @Override
  public FileChannel truncate(long size) throws IOException {
    real.truncate(size);
    truncated.accept(size);
    return this;
  }

  /** The record is what counts: the real disk need not turn. */
  @Override
  public void force(boolean metaData) throws IOException {
    disk.waitForForce();
    forced.run();
  }

  @Override
  public long transferTo(long position, long count, WritableByteChannel target) throws IOException {
    return real.transferTo(position, count, target);
  }

  @Override
  public long transferFrom(ReadableByteChannel source, long position, long count) {
    throw new UnsupportedOperationException("transfers are not recorded");
  }

  @Override
  public MappedByteBuffer map(MapMode mode, long position, long size) {
    throw new UnsupportedOperationException("mapped writes are not recorded");
  }

  @Override
  public FileLock lock(long position, long size, boolean shared) throws IOException {
    return real.lock(position, size, shared);
  }

  @Override
  public FileLock tryLock(long position, long size, boolean shared) throws IOException {
    return real.tryLock(position, size, shared);
  }

  @Override
  protected void implCloseChannel() throws IOException {
    real.close();
  }
}
