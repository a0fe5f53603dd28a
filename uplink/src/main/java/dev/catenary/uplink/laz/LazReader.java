package dev.catenary.uplink.laz;

import dev.catenary.proto.zone.Zone;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Reads the LAZ files that {@link LazChunkEncoder} writes, whole or not at all. Damage is refused
 * by the name of the field, or by what the points are not; what others write is refused. Keeps its
 * buffers from file to file; one thread.
 */
final class LazReader {
  private static final int TABLE_HEADER = 8;

  private final LayeredChunkDecoder chunks =
      new LayeredChunkDecoder(LayeredChunkEncoder.CHUNK_POINTS);
  private final ArithmeticDecoder decoder = new ArithmeticDecoder();
  private final IntegerDecoder coder = new IntegerDecoder(32, 2);

  /**
   * Appends a file's points to a zone, in the file's own offset and with {@code gpsTimeNanos} as
   * the bits of its doubles.
   *
   * @param bytes all of the file
   * @throws LazRefused when it is not whole, or none of ours
   */
  LazFacts read(byte[] bytes, Zone zone) throws LazRefused {
    ByteBuffer file = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    LazFacts facts = LazFacts.read(file);
    int from = zone.size;
    try {
      points(file, bytes, facts, zone);
    } catch (LazRefused e) {
      zone.size = from;
      throw e;
    } catch (IOException e) {
      zone.size = from;
      throw new LazRefused(e.getMessage() + "; cure: take the file again");
    }
    try {
      check(facts, zone, from);
    } catch (LazRefused e) {
      zone.size = from;
      throw e;
    }
    return facts;
  }

  private void points(ByteBuffer file, byte[] bytes, LazFacts facts, Zone zone) throws IOException {
    int chunkPoints = LayeredChunkEncoder.CHUNK_POINTS;
    int count = (int) ((facts.points() + chunkPoints - 1) / chunkPoints);
    long tableAt = file.getLong(facts.pointsAt());
    long first = facts.pointsAt() + 8L;
    LazFacts.expect(
        tableAt >= first && tableAt <= file.limit() - TABLE_HEADER,
        "offset of the chunk table",
        tableAt,
        "a place between the points and the end of the file, at " + file.limit());
    LazFacts.expect(file.getInt((int) tableAt) == 0, "version of the chunk table", "another", "0");
    int told = file.getInt((int) tableAt + 4);
    LazFacts.expect(told == count, "number of chunks", told, count + " of " + facts.points());
    decoder.start(bytes, (int) tableAt + TABLE_HEADER, file.limit());
    coder.reset();
    long at = first;
    int length = 0;
    for (int chunk = 0; chunk < count; chunk++) {
      length = coder.decode(decoder, length, 1);
      LazFacts.expect(
          length > 0 && at + length <= tableAt,
          "length of a chunk",
          length,
          "an end by " + tableAt);
      int points = (int) Math.min(chunkPoints, facts.points() - (long) chunk * chunkPoints);
      ByteBuffer body = file.duplicate().order(ByteOrder.LITTLE_ENDIAN);
      body.position((int) at).limit((int) at + length);
      chunks.decode(body, points, zone);
      at += length;
    }
    LazFacts.expect(at == tableAt, "end of the points", at, "the chunk table at " + tableAt);
  }

  /** Compares what the header says with what was read. */
  private static void check(LazFacts facts, Zone zone, int from) throws LazRefused {
    long[] byReturn = new long[facts.pointsByReturn().size()];
    for (int i = from; i < zone.size; i++) {
      int number = zone.lasReturns[i] & 0xF;
      if (number > 0) {
        byReturn[number - 1]++;
      }
    }
    for (int i = 0; i < byReturn.length; i++) {
      LazFacts.expect(
          byReturn[i] == facts.pointsByReturn().get(i),
          "number of points of return " + (i + 1),
          facts.pointsByReturn().get(i),
          byReturn[i] + ", as were read");
    }
    checkBox(zone.xMillimetres, zone.size, from, 0, facts);
    checkBox(zone.yMillimetres, zone.size, from, 1, facts);
    checkBox(zone.zMillimetres, zone.size, from, 2, facts);
  }

  private static void checkBox(int[] values, int size, int from, int axis, LazFacts facts)
      throws LazRefused {
    int low = from == size ? 0 : Integer.MAX_VALUE;
    int high = from == size ? 0 : Integer.MIN_VALUE;
    for (int i = from; i < size; i++) {
      low = Math.min(low, values[i]);
      high = Math.max(high, values[i]);
    }
    double offset = facts.offset().along(axis);
    double min = facts.min().along(axis);
    double max = facts.max().along(axis);
    double least = low * LazHeader.SCALE + offset;
    double most = high * LazHeader.SCALE + offset;
    LazFacts.expect(
        least == min && most == max,
        "box of axis " + axis,
        min + " to " + max,
        least + " to " + most + ", as the points have");
  }
}
