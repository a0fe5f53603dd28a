package dev.catenary.proving.torture;

import com.github.mreutegg.laszip4j.LASExtraBytesDescription;
import com.github.mreutegg.laszip4j.LASHeader;
import com.github.mreutegg.laszip4j.LASPoint;
import com.github.mreutegg.laszip4j.LASReader;
import dev.catenary.proving.process.ChildProcess;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * All points in a spool's chunks, a number for each, read by laszip4j: a reader that shares no code
 * with the service and is not on its class path, so in a process of its own. Two points have the
 * same number when all the sensors gave is the same: place, time, intensity, return, ring, sensor.
 */
public final class ChunkPoints {
  private static final String READER = "deploy/proving/target/laszip4j/laszip4j.jar";
  private static final long READ_MILLIS_MAX = 600_000;
  private static final double MILLIMETRES = 1_000;

  private ChunkPoints() {}

  /**
   * The numbers of all points, in order.
   *
   * @param home the checkout, whose build has the reader
   * @param work for what is written on the way
   */
  static long[] read(Path home, Path spool, Path work) throws IOException, InterruptedException {
    Path numbers = work.resolve("points.numbers");
    try (ChildProcess reader =
        ChildProcess.java(
            List.of(
                "-Xmx512m",
                "-cp",
                System.getProperty("java.class.path") + ":" + home.resolve(READER),
                ChunkPoints.class.getName(),
                spool.toString(),
                numbers.toString()),
            work.resolve("points.log"))) {
      if (!reader.awaitExit(READ_MILLIS_MAX) || reader.exitStatus() != 0) {
        throw new IOException("the chunks could not be read: " + reader.lastLine());
      }
    }
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(numbers));
    long[] points = new long[bytes.remaining() / Long.BYTES];
    bytes.asLongBuffer().get(points);
    Arrays.sort(points);
    return points;
  }

  /** Reads the chunks of one folder and writes the numbers to one file. */
  public static void main(String[] arguments) throws IOException {
    Path spool = Path.of(arguments[0]);
    try (var files = Files.list(spool);
        var out =
            new DataOutputStream(
                new BufferedOutputStream(Files.newOutputStream(Path.of(arguments[1]))))) {
      for (Path laz : files.filter(file -> file.toString().endsWith(".laz")).toList()) {
        if (Files.exists(Path.of(laz.toString().replaceAll("laz$", "manifest")))) {
          write(laz.toFile(), out);
        }
      }
    }
  }

  private static void write(File laz, DataOutputStream out) throws IOException {
    LASReader reader = new LASReader(laz);
    LASHeader header = reader.getHeader();
    LASExtraBytesDescription ring = header.getExtraBytesDescription("ring");
    long east = Math.round(header.getXOffset() * MILLIMETRES);
    long north = Math.round(header.getYOffset() * MILLIMETRES);
    for (LASPoint point : reader.getPoints()) {
      long number = mixed(0, east + point.getX());
      number = mixed(number, north + point.getY());
      number = mixed(number, point.getZ());
      number = mixed(number, Double.doubleToLongBits(point.getGPSTime()));
      number = mixed(number, point.getIntensity());
      number = mixed(number, point.getReturnNumber() * 16L + point.getNumberOfReturns());
      number = mixed(number, point.getPointSourceID());
      number = mixed(number, point.getExtraBytes(ring).getValue().intValue());
      out.writeLong(number);
    }
  }

  /** By the finalizer of splitmix64. */
  private static long mixed(long number, long field) {
    long mixed = (number ^ field) + 0x9E37_79B9_7F4A_7C15L;
    mixed = (mixed ^ (mixed >>> 30)) * 0xBF58_476D_1CE4_E5B9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94D0_49BB_1331_11EBL;
    return mixed ^ (mixed >>> 31);
  }
}
