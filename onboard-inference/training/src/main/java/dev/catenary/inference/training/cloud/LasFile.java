package dev.catenary.inference.training.cloud;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A LAS or LAZ file that is read from its first point to its last, each held against the header;
 * what does not agree is a {@link CloudRefused}.
 */
final class LasFile implements AutoCloseable {
  private final FileChannel file;
  private final LasHeader header;
  private final CloudUnits units;
  private final PointSource points;
  private final PointTally tally;

  private LasFile(FileChannel file) throws IOException {
    this.file = file;
    header = LasHeader.read(LasRecords.bytes(file, 0, LasHeader.LONGEST), file.size());
    LasRecords records = LasRecords.read(file, header);
    units = CloudUnits.of(records.ofFrame());
    tally = new PointTally(header);
    points =
        header.compressed()
            ? new CompressedPoints(file, header, records)
            : new PlainPoints(file, header);
  }

  static LasFile open(Path path) throws IOException {
    if (!Files.isRegularFile(path)) {
      throw CloudRefused.of("no file", "a LAS or LAZ file", "correct the name");
    }
    FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
    boolean opened = false;
    try {
      LasFile las = new LasFile(channel);
      opened = true;
      return las;
    } finally {
      if (!opened) {
        channel.close();
      }
    }
  }

  LasHeader header() {
    return header;
  }

  CloudUnits units() {
    return units;
  }

  /**
   * Fills the next point.
   *
   * @return false after the last one
   * @throws CloudRefused when a point, or all of them, are not as the header says
   */
  boolean next(LasPoint point) throws IOException {
    if (points.next(point)) {
      tally.add(point);
      return true;
    }
    tally.end(file.size());
    return false;
  }

  @Override
  public void close() throws IOException {
    try {
      points.close();
    } finally {
      file.close();
    }
  }
}
