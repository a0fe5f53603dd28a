package dev.catenary.simulator.truth;

import dev.catenary.simulator.platform.LocalFrame;
import dev.catenary.simulator.scan.Returns;
import dev.catenary.simulator.time.SurveyClock;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/**
 * A labelled cloud: LAS 1.4, point format 6, not compressed, in the map frame of the scene's place.
 * Each point lies where a faultless service would put it; class and object are what it truly is.
 * Appears under its name when it is whole.
 *
 * <p>Source: ASPRS LAS 1.4 R15, table 15.
 */
public final class TruthFile implements Closeable {
  private static final int BUFFER_POINTS = 16_384;
  private static final double NANOS = 1e9;

  /** GPS time less this is "adjusted standard GPS time". */
  private static final long ADJUSTMENT_NANOS = 1_000_000_000_000_000_000L;

  private final Path path;
  private final Path part;
  private final FileChannel channel;
  private final LocalFrame frame;
  private final TransverseMercator map;
  private final SurveyClock clock;
  private final LasHeader header;
  private final ByteBuffer buffer =
      ByteBuffer.allocateDirect(BUFFER_POINTS * LasHeader.POINT_LENGTH)
          .order(ByteOrder.LITTLE_ENDIAN);

  public TruthFile(Path path, LocalFrame frame, TransverseMercator map, SurveyClock clock)
      throws IOException {
    this.path = path;
    this.part = path.resolveSibling(path.getFileName() + ".part");
    this.frame = frame;
    this.map = map;
    this.clock = clock;
    frame.place(0, 0, 0);
    map.project(frame.latitudeRad(), frame.longitudeRad());
    double[] offset = {Math.rint(map.eastingMetres()), Math.rint(map.northingMetres()), 0};
    LocalDate day =
        Instant.ofEpochSecond(clock.startUnixSeconds()).atZone(ZoneOffset.UTC).toLocalDate();
    header = new LasHeader(map.wkt(), offset, day.getYear(), day.getDayOfYear());
    channel =
        FileChannel.open(
            part,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE);
    channel.position(header.length());
  }

  /** Adds what one packet holds. */
  public void add(Returns returns) throws IOException {
    for (int i = 0; i < returns.size; i++) {
      if (buffer.remaining() < LasHeader.POINT_LENGTH) {
        flush();
      }
      frame.place(returns.eastMetres[i], returns.northMetres[i], returns.upMetres[i]);
      map.project(frame.latitudeRad(), frame.longitudeRad());
      buffer.putInt(header.scaled(0, map.eastingMetres()));
      buffer.putInt(header.scaled(1, map.northingMetres()));
      buffer.putInt(header.scaled(2, frame.heightMetres()));
      buffer.putShort((short) returns.intensity[i]);
      buffer.put((byte) (returns.returnNumber[i] | (returns.numberOfReturns[i] << 4)));
      buffer.put((byte) 0).put((byte) returns.what[i].lasCode()).put((byte) 0);
      buffer.putShort((short) 0).putShort((short) 0);
      long gpsNanos = clock.gpsNanos(returns.surveyNanos[i]);
      buffer.putDouble((gpsNanos - ADJUSTMENT_NANOS) / NANOS);
      buffer.put(returns.ring[i]).putInt(returns.object[i]).putFloat(returns.rangeErrorMetres[i]);
      header.count(returns.returnNumber[i]);
    }
  }

  private void flush() throws IOException {
    buffer.flip();
    while (buffer.hasRemaining()) {
      channel.write(buffer);
    }
    buffer.clear();
  }

  public long points() {
    return header.points();
  }

  /** Makes the file whole, and visible under its name. */
  public void finish() throws IOException {
    flush();
    channel.write(ByteBuffer.wrap(header.bytes()), 0);
    channel.close();
    Files.move(part, path, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
  }

  /** Leaves a file that was not finished as a part. */
  @Override
  public void close() throws IOException {
    channel.close();
  }
}
