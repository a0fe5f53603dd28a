package dev.catenary.uplink.laz;

import dev.catenary.proto.zone.Zone;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes one COPC file node by node: a LAZ file whose chunks are the nodes of an octree, with a
 * table of them at its end.
 *
 * <p>Source: "Cloud Optimized Point Cloud Specification 1.0", Hobu, Inc., 2021: {@code info} VLR
 * and {@code hierarchy} VLR; the header by LAS 1.4 R15, the chunk table as LASzip has it for chunks
 * of different numbers of points.
 */
final class CopcWriter implements AutoCloseable {
  private static final int INFO_LENGTH = 160;
  private static final int ENTRY_LENGTH = 32;
  private static final int EXTENDED_HEADER_LENGTH = 60;
  private static final int VARIABLE_CHUNKS = -1;
  private static final int FIRST_CAPACITY = 1 << 16;

  private final FileChannel channel;
  private final LazFacts first;
  private final CopcCube cube;
  private final String softwareVersion;
  private final LocalDate day;
  private final byte[] wkt;
  private final int pointsAt;
  private final LazBuffer out = new LazBuffer();
  private final ChunkTable table = new ChunkTable();
  private final List<Entry> entries = new ArrayList<>();
  private final long[] byReturn = new long[LazHeader.RETURNS];
  private final int[] min = {Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE};
  private final int[] max = {Integer.MIN_VALUE, Integer.MIN_VALUE, Integer.MIN_VALUE};
  private LayeredChunkEncoder encoder =
      new LayeredChunkEncoder(LazOrigin.NONE, FIRST_CAPACITY, true);
  private int capacity = FIRST_CAPACITY;
  private double timeMin = Double.MAX_VALUE;
  private double timeMax = -Double.MAX_VALUE;
  private long points;
  private long at;

  /** A node of the octree: its level, 0 at the root, and its place along each axis there. */
  record Node(int level, int x, int y, int z) {}

  private record Entry(Node node, long offset, int bytes, int points) {}

  /**
   * @param first facts of one of the survey's files: origin and map frame
   */
  CopcWriter(Path file, LazFacts first, CopcCube cube, String softwareVersion, LocalDate day)
      throws IOException {
    this.first = first;
    this.cube = cube;
    this.softwareVersion = softwareVersion;
    this.day = day;
    this.wkt = first.wkt().getBytes(StandardCharsets.UTF_8);
    this.pointsAt =
        LazHeader.HEADER_LENGTH
            + 4 * LazHeader.RECORD_HEADER_LENGTH
            + INFO_LENGTH
            + LazHeader.LASZIP_LENGTH
            + wkt.length
            + 1
            + 2 * LazHeader.EXTRA_BYTES_LENGTH;
    channel =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE);
    at = (long) pointsAt + Long.BYTES;
  }

  /** Writes a node's points, which are all of the zone, in the cube's coordinates. */
  void node(Node node, Zone zone) throws IOException {
    if (zone.size > capacity) {
      capacity = Integer.highestOneBit(zone.size - 1) << 1;
      encoder = new LayeredChunkEncoder(LazOrigin.NONE, capacity, true);
    }
    out.clear();
    encoder.encode(zone, 0, zone.size, out);
    entries.add(new Entry(node, at, out.position(), zone.size));
    table.add(out.position(), zone.size);
    append();
    points += zone.size;
    for (int i = 0; i < zone.size; i++) {
      widen(0, zone.xMillimetres[i]);
      widen(1, zone.yMillimetres[i]);
      widen(2, zone.zMillimetres[i]);
      int number = zone.lasReturns[i] & 0xF;
      if (number > 0) {
        byReturn[number - 1]++;
      }
      double time = Double.longBitsToDouble(zone.gpsTimeNanos[i]);
      timeMin = Math.min(timeMin, time);
      timeMax = Math.max(timeMax, time);
    }
  }

  private void widen(int axis, int value) {
    min[axis] = Math.min(min[axis], value);
    max[axis] = Math.max(max[axis], value);
  }

  private void append() throws IOException {
    put(out.written(), at);
    at += out.position();
  }

  private void put(ByteBuffer bytes, long position) throws IOException {
    long to = position;
    while (bytes.hasRemaining()) {
      to += channel.write(bytes, to);
    }
  }

  /** Ends the file: chunk table, hierarchy, header; forced to the disk. */
  void finish() throws IOException {
    long tableAt = at;
    out.clear();
    table.write(out, true);
    append();
    long hierarchyAt = at;
    out.clear();
    out.u16(0).text("copc", 16).u16(1_000).u64((long) entries.size() * ENTRY_LENGTH);
    out.text("EPT hierarchy", 32);
    for (Entry entry : entries) {
      Node node = entry.node();
      out.u32(node.level()).u32(node.x()).u32(node.y()).u32(node.z());
      out.u64(entry.offset()).u32(entry.bytes()).u32(entry.points());
    }
    append();
    out.clear();
    header(hierarchyAt);
    out.u64(tableAt);
    put(out.written(), 0);
    channel.force(true);
  }

  private void header(long hierarchyAt) {
    out.text("LASF", 4).u16(first.fileSourceId()).u16(LazHeader.GPS_STANDARD_TIME_AND_WKT);
    out.u64(first.projectLow()).u64(first.projectHigh());
    out.u8(1).u8(4).text(first.system(), 32).text("Catenary " + softwareVersion, 32);
    out.u16(day.getDayOfYear()).u16(day.getYear()).u16(LazHeader.HEADER_LENGTH);
    out.u32(pointsAt).u32(4).u8(LazHeader.FORMAT_6_COMPRESSED);
    out.u16(LayeredChunkEncoder.POINT_LENGTH + LayeredChunkEncoder.EXTRA_BYTES).zeros(4 + 5 * 4);
    out.f64(LazHeader.SCALE).f64(LazHeader.SCALE).f64(LazHeader.SCALE);
    double[] origin = {cube.eastingMetres(), cube.northingMetres(), cube.heightMetres()};
    for (double metres : origin) {
      out.f64(metres);
    }
    for (int axis = 0; axis < 3; axis++) {
      out.f64(max[axis] * LazHeader.SCALE + origin[axis]);
      out.f64(min[axis] * LazHeader.SCALE + origin[axis]);
    }
    out.u64(0).u64(hierarchyAt).u32(1).u64(points);
    for (long each : byReturn) {
      out.u64(each);
    }
    LazHeader.record("copc", 1, INFO_LENGTH, "COPC info", out);
    double half = cube.sideMetres() / 2.0;
    for (double metres : origin) {
      out.f64(metres + half);
    }
    out.f64(half).f64(cube.sideMetres() / (double) CopcTree.GRID);
    out.u64(hierarchyAt + EXTENDED_HEADER_LENGTH).u64((long) entries.size() * ENTRY_LENGTH);
    out.f64(timeMin).f64(timeMax).zeros(11 * Long.BYTES);
    LazHeader.laszipRecord(VARIABLE_CHUNKS, out);
    LazHeader.wktRecord(wkt, out);
    LazHeader.extraBytesRecord(out);
  }

  long points() {
    return points;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
