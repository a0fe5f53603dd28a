package dev.catenary.capture.trajectory;

import dev.catenary.capture.trajectory.Trajectory.Field;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Reads an SBET, the smoothed best estimate of trajectory: records of 17 doubles, lowest byte
 * first, without a header. Its heading is the platform's, from which the wander angle is taken.
 *
 * <p>Source: Applanix POSPac MMS user guide, "Smoothed Best Estimate of Trajectory (SBET) Format";
 * fields by their offsets in a record.
 */
final class SbetFile {
  static final int RECORD_LENGTH = 17 * Double.BYTES;

  private static final int TIME_OFFSET = 0;
  private static final int LATITUDE_OFFSET = 8;
  private static final int LONGITUDE_OFFSET = 16;
  private static final int ALTITUDE_OFFSET = 24;
  private static final int ROLL_OFFSET = 56;
  private static final int PITCH_OFFSET = 64;
  private static final int HEADING_OFFSET = 72;
  private static final int WANDER_OFFSET = 80;
  private static final int RECORDS_PER_READ = 512;

  private SbetFile() {}

  static Trajectory read(Path file, TrajectoryTimes times) throws IOException {
    long length = Files.size(file);
    if (length % RECORD_LENGTH != 0) {
      throw new TrajectoryException(
          file,
          String.format("%,d bytes of binary data", length),
          "an SBET, whose length is a multiple of 136 bytes, or text",
          "Copy the file again; or export SBET, Inertial Explorer text or CSV.");
    }
    EpochCheck epochs = new EpochCheck(file);
    double[] epoch = new double[Field.values().length];
    ByteBuffer records =
        ByteBuffer.allocate(RECORD_LENGTH * RECORDS_PER_READ).order(ByteOrder.LITTLE_ENDIAN);
    long record = 0;
    try (SeekableByteChannel channel = Files.newByteChannel(file)) {
      while (channel.position() < length) {
        records.clear();
        int read;
        do {
          read = channel.read(records);
        } while (read >= 0 && records.hasRemaining());
        records.flip();
        for (int at = 0; at + RECORD_LENGTH <= records.limit(); at += RECORD_LENGTH) {
          String where = "record " + record++;
          epoch[Field.LATITUDE.ordinal()] = records.getDouble(at + LATITUDE_OFFSET);
          epoch[Field.LONGITUDE.ordinal()] = records.getDouble(at + LONGITUDE_OFFSET);
          epoch[Field.HEIGHT.ordinal()] = records.getDouble(at + ALTITUDE_OFFSET);
          epoch[Field.ROLL.ordinal()] = records.getDouble(at + ROLL_OFFSET);
          epoch[Field.PITCH.ordinal()] = records.getDouble(at + PITCH_OFFSET);
          epoch[Field.HEADING.ordinal()] =
              records.getDouble(at + HEADING_OFFSET) - records.getDouble(at + WANDER_OFFSET);
          double seconds = records.getDouble(at + TIME_OFFSET);
          long gps = times.gpsNanos(TrajectoryTimes.Kind.SECONDS_OF_WEEK, seconds, where);
          epochs.add(gps, epoch, where);
        }
      }
    }
    return epochs.build("SBET");
  }
}
