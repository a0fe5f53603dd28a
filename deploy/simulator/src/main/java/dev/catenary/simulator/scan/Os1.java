package dev.catenary.simulator.scan;

import dev.catenary.simulator.platform.Platform;
import dev.catenary.simulator.scene.Scene;
import dev.catenary.simulator.time.SurveyClock;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.SplittableRandom;

/**
 * An Ouster OS1-64 with the profile RNG19_RFL8_SIG16_NIR16, single or dual, in its true lidar
 * packets of 16 columns. All rows of a column fire at once, each turned off the column's angle by
 * its own.
 *
 * <p>Source: Ouster Firmware User Manual v3.1, sections "Lidar Data Packet Format" and "Coordinate
 * Frames and XYZ Calculation"; OS1 datasheet Rev 7 (beam 9.5 mm, 0.18 degrees). Unverified: noise,
 * and the range at which a dark target is half lost, as for {@link Vlp16}.
 */
public final class Os1 implements Scanner {
  private static final int COLUMNS_PER_PACKET = 16;
  private static final int HEADER_LENGTH = 32;
  private static final int FOOTER_LENGTH = 32;
  private static final int COLUMN_HEADER_LENGTH = 12;
  private static final int CHECKSUM_LENGTH = 8;
  private static final int SINGLE_PIXEL_LENGTH = 12;
  private static final int DUAL_PIXEL_LENGTH = 16;
  private static final short TYPE_LIDAR = 1;
  private static final short COLUMN_VALID = 1;
  private static final double UNIT_METRES = 0.001;
  private static final double SIGNAL_PER_POWER = 40;
  private static final Optics OPTICS = new Optics(0.0095, 0.00314, 0.5, 170, 110, 0.25, 0.8, 0.01);

  private final Gun gun;
  private final Os1Settings settings;
  private final long seed;
  private final int columnLength;
  private final double[] along = new double[Os1Settings.ROWS];
  private final double[] across = new double[Os1Settings.ROWS];
  private final double[] up = new double[Os1Settings.ROWS];

  public Os1(Scene scene, Platform platform, Os1Settings settings, long seed) {
    this.gun = new Gun(scene, platform, OPTICS);
    this.settings = settings;
    this.seed = seed;
    int pixel = settings.dual() ? DUAL_PIXEL_LENGTH : SINGLE_PIXEL_LENGTH;
    this.columnLength = COLUMN_HEADER_LENGTH + Os1Settings.ROWS * pixel;
    for (int row = 0; row < Os1Settings.ROWS; row++) {
      double altitude = Math.toRadians(settings.altitudeDegrees(row));
      double azimuth = -Math.toRadians(settings.azimuthDegrees(row));
      along[row] = Math.cos(azimuth) * Math.cos(altitude);
      across[row] = Math.sin(azimuth) * Math.cos(altitude);
      up[row] = Math.sin(altitude);
    }
  }

  @Override
  public int packetLength() {
    return HEADER_LENGTH + COLUMNS_PER_PACKET * columnLength + FOOTER_LENGTH;
  }

  @Override
  public int returnsPerPacketMax() {
    return COLUMNS_PER_PACKET * Os1Settings.ROWS * (settings.dual() ? 2 : 1);
  }

  @Override
  public long packetStartNanos(long number) {
    return settings.columnNanos(number * COLUMNS_PER_PACKET);
  }

  @Override
  public void scan(long number, byte[] packet, Returns returns) {
    returns.clear();
    SplittableRandom random = new SplittableRandom(seed * 0x9E37_79B9L + number);
    ByteBuffer bytes = ByteBuffer.wrap(packet).order(ByteOrder.LITTLE_ENDIAN);
    long firstColumn = number * COLUMNS_PER_PACKET;
    header(bytes, firstColumn / settings.columnsPerFrame());
    for (int i = 0; i < COLUMNS_PER_PACKET; i++) {
      long column = firstColumn + i;
      int at = HEADER_LENGTH + i * columnLength;
      int measurement = (int) (column % settings.columnsPerFrame());
      bytes.putShort(at + 8, (short) measurement).putShort(at + 10, COLUMN_VALID);
      column(bytes, at + COLUMN_HEADER_LENGTH, column, measurement, random, returns);
    }
  }

  @Override
  public void stamp(long number, SurveyClock clock, byte[] packet) {
    ByteBuffer bytes = ByteBuffer.wrap(packet).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < COLUMNS_PER_PACKET; i++) {
      long surveyNanos = settings.columnNanos(number * COLUMNS_PER_PACKET + i);
      bytes.putLong(HEADER_LENGTH + i * columnLength, clock.taiNanos(surveyNanos));
    }
    int covered = packetLength() - CHECKSUM_LENGTH;
    bytes.putLong(covered, Crc64.of(packet, covered));
  }

  private static void header(ByteBuffer bytes, long frame) {
    bytes.putShort(0, TYPE_LIDAR).putShort(2, (short) frame);
    bytes.putInt(4, Os1Settings.INITIALIZATION_ID);
    for (int i = 0; i < 5; i++) {
      bytes.put(7 + i, (byte) (Os1Settings.SERIAL >>> (8 * i)));
    }
  }

  /**
   * The lidar frame turns with the column; the sensor's axes are turned by half a turn against it,
   * and its origin lies at the base.
   */
  private void column(
      ByteBuffer bytes,
      int pixelsAt,
      long column,
      int measurement,
      SplittableRandom random,
      Returns returns) {
    long time = settings.columnNanos(column);
    gun.at(time / 1e9);
    double turn = Math.PI - 2 * Math.PI * measurement / settings.columnsPerFrame();
    double cos = Math.cos(turn);
    double sin = Math.sin(turn);
    int at = pixelsAt;
    for (int row = 0; row < Os1Settings.ROWS; row++) {
      double dx = along[row] * cos - across[row] * sin;
      double dy = along[row] * sin + across[row] * cos;
      // Ranges count from where the beam would start on the axis.
      double x = Os1Settings.BEAM_ORIGIN_METRES * (cos - dx);
      double y = Os1Settings.BEAM_ORIGIN_METRES * (sin - dy);
      double z = Os1Settings.LIDAR_HEIGHT_METRES - Os1Settings.BEAM_ORIGIN_METRES * up[row];
      gun.fire(x, y, z, dx, dy, up[row], random);
      if (settings.dual()) {
        putDual(bytes, at, time, row, returns);
        at += DUAL_PIXEL_LENGTH;
      } else {
        putSingle(bytes, at, time, row, returns);
        at += SINGLE_PIXEL_LENGTH;
      }
    }
  }

  private void putSingle(ByteBuffer bytes, int at, long time, int row, Returns returns) {
    Detector found = gun.detector();
    boolean any = found.size > 0;
    int first = any ? found.strongest() : 0;
    bytes.putInt(at, any ? range(first) : 0);
    bytes.putShort(at + 4, (short) (any ? reflectivity(first) : 0));
    bytes.putShort(at + 6, (short) (any ? signal(first) : 0));
    bytes.putShort(at + 8, (short) nearInfrared(row)).putShort(at + 10, (short) 0);
    if (any) {
      note(returns, time, first, row, 1, 1);
    }
  }

  /** The stronger return first, as the sensor sends them unless told otherwise. */
  private void putDual(ByteBuffer bytes, int at, long time, int row, Returns returns) {
    Detector found = gun.detector();
    int first = found.size > 0 ? found.strongest() : -1;
    int second = found.size > 1 ? found.secondStrongest() : -1;
    bytes.putInt(at, first < 0 ? 0 : range(first) | (reflectivity(first) << 24));
    bytes.putInt(at + 4, second < 0 ? 0 : range(second) | (reflectivity(second) << 24));
    bytes.putShort(at + 8, (short) (first < 0 ? 0 : signal(first)));
    bytes.putShort(at + 10, (short) (second < 0 ? 0 : signal(second)));
    bytes.putShort(at + 12, (short) nearInfrared(row)).putShort(at + 14, (short) 0);
    if (second >= 0) {
      boolean firstIsNear = first < second;
      note(returns, time, first, row, firstIsNear ? 1 : 2, 2);
      note(returns, time, second, row, firstIsNear ? 2 : 1, 2);
    } else if (first >= 0) {
      note(returns, time, first, row, 1, 1);
    }
  }

  private void note(Returns returns, long time, int detection, int row, int rank, int ranks) {
    double range = range(detection) * UNIT_METRES;
    gun.note(returns, time, detection, range, signal(detection), row, rank, ranks);
  }

  private int range(int detection) {
    return (int) Math.round(gun.detector().rangeMetres[detection] / UNIT_METRES);
  }

  private int reflectivity(int detection) {
    return (int) Math.min(255, Math.round(gun.detector().brightness[detection] * 100));
  }

  private int signal(int detection) {
    return (int) Math.min(65_535, gun.detector().power[detection] * SIGNAL_PER_POWER);
  }

  /** Daylight, a little more of it from above. */
  private static int nearInfrared(int row) {
    return 400 - 3 * row;
  }
}
