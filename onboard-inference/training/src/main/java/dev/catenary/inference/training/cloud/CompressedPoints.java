package dev.catenary.inference.training.cloud;

import com.github.mreutegg.laszip4j.LASPoint;
import com.github.mreutegg.laszip4j.LASReader;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Iterator;

/**
 * Compressed points, by laszip4j. The library sees a copy of which only what it must have is left:
 * header, the record of the compression, points. It fails on records of map frames that are empty
 * or that it cannot print, and none of those are for it.
 */
final class CompressedPoints implements PointSource {
  private static final int RECORD_HEAD = 54;
  private static final int COMPRESSION_ID = 22204;
  private static final int RECORDS_OFFSET = 100;

  private final Path copy;
  private final PrintStream errors = System.err;
  private Iterator<LASPoint> points;

  /**
   * Over a file whose header was read.
   *
   * @throws CloudRefused when what stands around its points does not agree with its length
   */
  CompressedPoints(FileChannel file, LasHeader header, LasRecords records) throws IOException {
    LasRecords.Entry compression = records.ofCompression();
    if (compression == null) {
      throw CloudRefused.of(
          "compressed points without a record of how",
          "one of \"" + LasRecords.LASZIP + "\"",
          CloudRefused.AGAIN);
    }
    LazLayout.check(file, header, compression.data());
    copy = Files.createTempFile("catenary-cloud-", ".laz");
    boolean opened = false;
    try {
      write(file, header, compression.data());
      // What the library prints of a damaged file is no sentence to a person; we make our own.
      System.setErr(new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8));
      points = new LASReader(copy.toFile()).getPoints().iterator();
      opened = true;
    } catch (RuntimeException e) {
      throw CloudRefused.cut(
          0, header.points(), "the compression's own record cannot be followed", file.size());
    } finally {
      if (!opened) {
        close();
      }
    }
  }

  private void write(FileChannel file, LasHeader header, ByteBuffer compression)
      throws IOException {
    try (FileChannel to = FileChannel.open(copy, StandardOpenOption.WRITE)) {
      ByteBuffer front = LasRecords.bytes(file, 0, header.size());
      front.putInt(RECORDS_OFFSET, 1);
      if (header.size() >= LasHeader.LONGEST) {
        front.putLong(LasHeader.EXTENDED_AT_OFFSET, 0).putInt(LasHeader.EXTENDED_COUNT_OFFSET, 0);
      }
      writeAll(to, front, 0);
      ByteBuffer record =
          ByteBuffer.allocate(RECORD_HEAD + compression.limit()).order(ByteOrder.LITTLE_ENDIAN);
      record.put(2, LasRecords.LASZIP.getBytes(StandardCharsets.US_ASCII));
      record.putShort(18, (short) COMPRESSION_ID).putShort(20, (short) compression.limit());
      record.put(RECORD_HEAD, compression, 0, compression.limit());
      writeAll(to, record, header.size());
      // The points stay where they were: their table is found by its place in the file.
      long at = header.pointsAt();
      to.position(at);
      while (at < file.size()) {
        at += file.transferTo(at, file.size() - at, to);
      }
    }
  }

  private static void writeAll(FileChannel to, ByteBuffer bytes, long at) throws IOException {
    long next = at;
    while (bytes.hasRemaining()) {
      next += to.write(bytes, next);
    }
  }

  @Override
  public boolean next(LasPoint point) {
    LASPoint read;
    try {
      if (!points.hasNext()) {
        return false;
      }
      read = points.next();
    } catch (RuntimeException e) {
      // Whatever the library trips over, the points end here; who counts them says so.
      return false;
    }
    if (read == null) {
      return false;
    }
    point.x = read.getX();
    point.y = read.getY();
    point.z = read.getZ();
    point.intensity = read.getIntensity();
    point.returnNumber = read.getReturnNumber();
    point.returns = read.getNumberOfReturns();
    point.classification = read.getClassification();
    return true;
  }

  @Override
  public void close() throws IOException {
    System.setErr(errors);
    Files.deleteIfExists(copy);
  }
}
