package dev.catenary.device.cli;

import dev.catenary.proto.point.PointBatch;
import java.io.IOException;
import java.io.Writer;

/** Writes points as text, one a line, in the sensor's frame: metres, and the sensor's own clock. */
final class PointCsv {
  static final String HEADER = "packet,x,y,z,intensity,ring,return,time_ns\n";

  private static final int DECIMALS = 5;
  private static final long SCALE = 100_000;

  private final Writer out;
  private final StringBuilder line = new StringBuilder(128);

  PointCsv(Writer out) throws IOException {
    this.out = out;
    out.write(HEADER);
  }

  /**
   * @param packet number of the LiDAR packet in its recording, from 0
   */
  void write(long packet, PointBatch batch) throws IOException {
    for (int i = 0; i < batch.size; i++) {
      line.setLength(0);
      line.append(packet).append(',');
      appendMetres(batch.xSensorMetres[i]);
      appendMetres(batch.ySensorMetres[i]);
      appendMetres(batch.zSensorMetres[i]);
      line.append((int) batch.intensity[i]).append(',');
      line.append(batch.ring[i] & 0xFF).append(',');
      line.append(batch.returnKind[i]).append(',');
      line.append(batch.sensorTimeNanos[i]).append('\n');
      out.append(line);
    }
  }

  /** Ten micrometres of resolution; {@code String.format} would take most of the command's time. */
  private void appendMetres(float metres) {
    long scaled = Math.round((double) metres * SCALE);
    if (scaled < 0) {
      line.append('-');
      scaled = -scaled;
    }
    line.append(scaled / SCALE).append('.');
    String fraction = Long.toString(scaled % SCALE);
    line.repeat('0', DECIMALS - fraction.length()).append(fraction).append(',');
  }
}
