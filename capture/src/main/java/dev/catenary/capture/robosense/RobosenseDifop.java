package dev.catenary.capture.robosense;

import dev.catenary.capture.sensor.TimePacket;
import java.nio.ByteBuffer;

/**
 * A RoboSense sensor's information packet (DIFOP): calibration of its angles, speed of its head,
 * return mode, state of its clock and the NMEA sentence that it was given.
 *
 * <p>Source: as {@link RobosenseModel}, tables "DIFOP packet"; highest byte first. Unverified: no
 * recording was at hand.
 */
final class RobosenseDifop implements TimePacket {
  static final int LENGTH = 1248;

  private static final long MARK = 0xA5FF_005A_1111_5555L;
  private static final int SPEED_OFFSET = 8;
  private static final int FIELD_START_OFFSET = 32;
  private static final int FIELD_END_OFFSET = 34;
  private static final int RETURN_MODE_OFFSET = 300;
  private static final int SYNCHRONISED_OFFSET = 302;
  private static final int GPS_STATUS_OFFSET = 357;
  private static final int SENTENCE_OFFSET = 382;
  private static final int SENTENCE_LENGTH_MAX = 86;
  private static final int VERTICAL_OFFSET = 468;
  private static final int HORIZONTAL_OFFSET = 564;
  private static final int PITCH_RS16_OFFSET = 1165;
  private static final int ANGLE_LENGTH = 3;
  private static final int NOT_CALIBRATED = 0xFF;
  private static final int PULSE_SENTENCE_AND_UTC = 0x7;
  private static final double ANGLE_DEGREES_MAX = 90;
  private static final int TURN_CENTIDEGREES = 36_000;
  private static final double SECONDS_PER_MINUTE = 60;
  private static final int SPEED_RPM_DEFAULT = 600;

  private final double[] elevationsRad = new double[RobosenseDecoder.LASERS_MAX];
  private final double[] azimuthsRad = new double[RobosenseDecoder.LASERS_MAX];
  private final byte[] rings = new byte[RobosenseDecoder.LASERS_MAX];
  private final double[] read = new double[2 * RobosenseDecoder.LASERS_MAX];
  private boolean isCalibrated;
  private boolean isDual;
  private boolean isLocked;
  private double turnsPerSecond = SPEED_RPM_DEFAULT / SECONDS_PER_MINUTE;
  private int blindCentidegrees;
  private int sentenceOffset;
  private int sentenceLength;

  static boolean hasMark(ByteBuffer bytes, int offset) {
    return big(bytes, offset, Long.BYTES) == MARK;
  }

  /** Highest byte first, whatever the buffer's order. */
  static long big(ByteBuffer bytes, int at, int count) {
    long value = 0;
    for (int i = 0; i < count; i++) {
      value = value << Byte.SIZE | (bytes.get(at + i) & 0xFF);
    }
    return value;
  }

  void read(ByteBuffer bytes, int offset, RobosenseModel model) {
    long rpm = big(bytes, offset + SPEED_OFFSET, 2);
    turnsPerSecond = (rpm < SECONDS_PER_MINUTE ? SPEED_RPM_DEFAULT : rpm) / SECONDS_PER_MINUTE;
    int start = (int) big(bytes, offset + FIELD_START_OFFSET, 2);
    int end = (int) big(bytes, offset + FIELD_END_OFFSET, 2);
    blindCentidegrees =
        start == end ? 0 : TURN_CENTIDEGREES - Math.floorMod(end - start, TURN_CENTIDEGREES);
    isDual = bytes.get(offset + RETURN_MODE_OFFSET) == 0;
    isLocked =
        model.hasEpochTime()
            ? bytes.get(offset + SYNCHRONISED_OFFSET) == 1
            : (bytes.get(offset + GPS_STATUS_OFFSET) & PULSE_SENTENCE_AND_UTC)
                == PULSE_SENTENCE_AND_UTC;
    sentence(bytes, offset + SENTENCE_OFFSET);
    boolean isGood =
        model == RobosenseModel.RS16 ? rs16(bytes, offset) : angles(bytes, offset, model);
    if (isGood) {
      take(model.lasers);
    }
  }

  private void sentence(ByteBuffer bytes, int at) {
    sentenceOffset = at;
    sentenceLength = 0;
    while (sentenceLength < SENTENCE_LENGTH_MAX && bytes.get(at + sentenceLength) >= '\n') {
      sentenceLength++;
    }
  }

  private boolean angles(ByteBuffer bytes, int offset, RobosenseModel model) {
    boolean isGood = true;
    for (int i = 0; i < model.lasers; i++) {
      int vertical = offset + VERTICAL_OFFSET + ANGLE_LENGTH * i;
      int horizontal = offset + HORIZONTAL_OFFSET + ANGLE_LENGTH * i;
      isGood &= (bytes.get(vertical) & 0xFF) != NOT_CALIBRATED;
      read[2 * i] = signed(bytes, vertical) * model.angleUnitDegrees;
      read[2 * i + 1] = signed(bytes, horizontal) * model.angleUnitDegrees;
    }
    return isGood;
  }

  private static double signed(ByteBuffer bytes, int at) {
    double value = (double) big(bytes, at + 1, 2);
    return bytes.get(at) == 0 ? value : -value;
  }

  /** Three bytes an angle, without a sign: the first eight look down. */
  private boolean rs16(ByteBuffer bytes, int offset) {
    boolean any = false;
    for (int i = 0; i < RobosenseModel.RS16.lasers; i++) {
      long value = big(bytes, offset + PITCH_RS16_OFFSET + ANGLE_LENGTH * i, ANGLE_LENGTH);
      any |= value != 0;
      read[2 * i] =
          (i < RobosenseModel.RS16.lasers / 2 ? -value : value)
              * RobosenseModel.RS16.angleUnitDegrees;
      read[2 * i + 1] = 0;
    }
    return any;
  }

  private void take(int lasers) {
    boolean differ = false;
    for (int i = 0; i < lasers; i++) {
      if (Math.abs(read[2 * i]) > ANGLE_DEGREES_MAX
          || Math.abs(read[2 * i + 1]) > ANGLE_DEGREES_MAX) {
        return;
      }
      differ |= read[2 * i] != read[0];
    }
    if (!differ) {
      // A sensor that has not been calibrated says one number for all.
      return;
    }
    for (int i = 0; i < lasers; i++) {
      elevationsRad[i] = Math.toRadians(read[2 * i]);
      azimuthsRad[i] = Math.toRadians(read[2 * i + 1]);
      int lower = 0;
      for (int other = 0; other < lasers; other++) {
        lower += read[2 * other] < read[2 * i] ? 1 : 0;
      }
      rings[i] = (byte) lower;
    }
    isCalibrated = true;
  }

  boolean isCalibrated() {
    return isCalibrated;
  }

  boolean isDual() {
    return isDual;
  }

  double elevationRad(int laser) {
    return elevationsRad[laser];
  }

  double azimuthRad(int laser) {
    return azimuthsRad[laser];
  }

  /** Lowest first. */
  byte ring(int laser) {
    return rings[laser];
  }

  double turnsPerSecond() {
    return turnsPerSecond;
  }

  /** Time in which the head looks where it does not measure. */
  double blindMicros() {
    return blindCentidegrees / (double) TURN_CENTIDEGREES / turnsPerSecond * 1e6;
  }

  @Override
  public boolean isTimeLocked() {
    return isLocked;
  }

  @Override
  public int sentenceOffset() {
    return sentenceOffset;
  }

  @Override
  public int sentenceLength() {
    return sentenceLength;
  }
}
