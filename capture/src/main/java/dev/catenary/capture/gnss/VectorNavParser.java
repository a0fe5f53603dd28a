package dev.catenary.capture.gnss;

import dev.catenary.proto.counter.Counters;
import dev.catenary.proto.counter.DeviceCounter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Cuts VectorNav binary output messages, of any choice of the fields of groups 1 to 6, out of a
 * byte stream, checks their CRC and finds the fields that make an INS solution.
 *
 * <p>Source: VN-200 User Manual UM004, revision 2.23, section 5 "Binary Output": the groups' tables
 * of fields and lengths. Unverified: no recording was at hand.
 */
final class VectorNavParser implements BinaryProtocol {
  static final byte SYNC = (byte) 0xFA;
  private static final int CRC_LENGTH = 2;
  private static final int GROUPS = 6;

  /** Length of each field by its bit; 0 where a field has none that is fixed. */
  private static final int[][] LENGTHS = {
    // Common: TimeStartup, TimeGps, TimeSyncIn, Ypr, Qtn, AngularRate, Position, Velocity, Accel,
    // Imu, MagPres, DeltaTheta, InsStatus, SyncInCnt, TimeGpsPps
    {8, 8, 8, 12, 16, 12, 24, 12, 12, 24, 20, 28, 2, 4, 8, 0},
    // Time: TimeStartup, TimeGps, GpsTow, GpsWeek, TimeSyncIn, TimeGpsPps, TimeUtc, SyncInCnt,
    // SyncOutCnt, TimeStatus
    {8, 8, 8, 2, 8, 8, 8, 4, 4, 1, 0, 0, 0, 0, 0, 0},
    // IMU: ImuStatus, UncompMag, UncompAccel, UncompGyro, Temp, Pres, DeltaTheta, DeltaVel, Mag,
    // Accel, AngularRate, SensSat
    {2, 12, 12, 12, 4, 4, 16, 12, 12, 12, 12, 2, 0, 0, 0, 0},
    // GNSS1: Utc, Tow, Week, NumSats, Fix, PosLla, PosEcef, VelNed, VelEcef, PosU, VelU, TimeU,
    // TimeInfo, Dop; satellite and raw data have no fixed length
    {8, 8, 2, 1, 1, 24, 24, 12, 12, 12, 4, 4, 2, 28, 0, 0},
    // Attitude: VpeStatus, Ypr, Qtn, Dcm, MagNed, AccelNed, LinearAccelBody, LinearAccelNed, YprU
    {2, 12, 16, 36, 12, 12, 12, 12, 12, 0, 0, 0, 0, 0, 0, 0},
    // INS: InsStatus, PosLla, PosEcef, VelBody, VelNed, VelEcef, MagEcef, AccelEcef,
    // LinearAccelEcef, PosU, VelU
    {2, 24, 24, 12, 12, 12, 12, 12, 12, 4, 4, 0, 0, 0, 0, 0}
  };

  private final Counters counters;
  private final VectorNavSolution solution;
  private final byte[] bytes = new byte[GnssStream.MESSAGE_LENGTH_MAX];
  private final ByteBuffer message = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);

  VectorNavParser(Counters counters, VectorNavSolution solution) {
    this.counters = counters;
    this.solution = solution;
  }

  @Override
  public int take(byte[] stream, int from, int to) {
    int there = to - from;
    if (there < 2) {
      return NOT_YET;
    }
    int groups = stream[from + 1] & 0xFF;
    if (groups == 0 || groups >> GROUPS != 0) {
      return NO_MESSAGE;
    }
    int payload = 2 + 2 * Integer.bitCount(groups);
    if (there < payload) {
      return NOT_YET;
    }
    int needed = payload;
    int mask = from + 2;
    for (int group = 0; group < GROUPS; group++) {
      if ((groups >> group & 1) != 0) {
        int length = groupLength(group, BinaryProtocol.unsigned16(stream, mask));
        if (length < 0) {
          return NO_MESSAGE;
        }
        needed += length;
        mask += 2;
      }
    }
    needed += CRC_LENGTH;
    if (there < needed) {
      return NOT_YET;
    }
    // With the CRC itself, highest byte first, the sum is nought.
    if (Crc16.ccitt(stream, from + 1, from + needed) != 0) {
      counters.increment(DeviceCounter.RECEIVER_BAD_CHECK);
      return NO_MESSAGE;
    }
    System.arraycopy(stream, from, bytes, 0, needed);
    fields(groups, payload);
    return needed;
  }

  /** Length of the fields of a group; -1 when one has no fixed length. */
  private static int groupLength(int group, int fields) {
    int length = 0;
    for (int bit = 0; bit < Short.SIZE; bit++) {
      if ((fields >> bit & 1) != 0) {
        if (LENGTHS[group][bit] == 0) {
          return -1;
        }
        length += LENGTHS[group][bit];
      }
    }
    return length;
  }

  private void fields(int groups, int payload) {
    solution.begin();
    int mask = 2;
    int at = payload;
    for (int group = 0; group < GROUPS; group++) {
      if ((groups >> group & 1) != 0) {
        int fields = BinaryProtocol.unsigned16(bytes, mask);
        for (int bit = 0; bit < Short.SIZE; bit++) {
          if ((fields >> bit & 1) != 0) {
            solution.field(group + 1, bit, message, at);
            at += LENGTHS[group][bit];
          }
        }
        mask += 2;
      }
    }
    solution.end();
  }
}
