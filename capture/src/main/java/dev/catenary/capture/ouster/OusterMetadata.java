package dev.catenary.capture.ouster;

import dev.catenary.capture.time.SensorTimeScale;
import dev.catenary.proto.text.BoundedYaml;
import dev.catenary.proto.text.TextRefused;
import dev.catenary.proto.text.Utf8;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Description of a sensor by itself: all that is needed to read its packets and to place their
 * points. Angles in degrees and lengths in millimetres, as the maker gives them.
 *
 * <p>Source: Ouster HTTP API reference, {@code GET /api/v1/sensor/metadata}; older firmware's flat
 * form: TCP command {@code get_sensor_info} and its companions.
 *
 * @param productLine such as {@code OS-1-128}; empty where the metadata has none
 * @param serial 0 where the metadata has none
 * @param initializationId another one each time that the sensor starts; 0 where there is none
 * @param firmware its revision, for people; empty where the metadata has none
 * @param lidarMode columns of a turn and turns per second, such as {@code 1024x10}
 * @param fusaHeader whether packets start with the header of functional safety firmware
 * @param rows pixels of a column, from the top
 * @param columnsPerFrame columns of a full turn
 * @param windowFirst first column of the azimuth window; greater than the last where the window
 *     lies across column 0
 * @param windowLast last column of the azimuth window, itself in it
 * @param imuMeasurementsPerPacket of the IMU profile ACCEL32_GYRO32_NMEA; 0 in the other
 * @param lidarPort UDP port that lidar packets are sent to; 0 where the metadata does not tell
 * @param imuPort and IMU packets
 * @param timestampMode what the sensor's clock follows, such as {@code TIME_FROM_PTP_1588}; empty
 *     where the metadata does not tell
 * @param altitudesDegrees of the rows' beams, up is positive
 * @param azimuthsDegrees of the rows' beams, off the column's own angle
 * @param beamOriginXMillimetres where beams start, outwards from the axis
 * @param beamOriginZMillimetres and along the axis
 * @param lidarToSensor homogeneous transform, row by row; shift in millimetres
 */
public record OusterMetadata(
    String productLine,
    long serial,
    int initializationId,
    String firmware,
    String lidarMode,
    OusterProfile profile,
    boolean fusaHeader,
    int rows,
    int columnsPerPacket,
    int columnsPerFrame,
    int windowFirst,
    int windowLast,
    int imuMeasurementsPerPacket,
    int lidarPort,
    int imuPort,
    String timestampMode,
    List<Double> altitudesDegrees,
    List<Double> azimuthsDegrees,
    double beamOriginXMillimetres,
    double beamOriginZMillimetres,
    List<Double> lidarToSensor) {
  static final int ROWS_MAX = 128;

  /** Columns of a turn and turns a second. */
  static final Pattern LIDAR_MODE = Pattern.compile("([0-9]{1,5})x([1-9][0-9]{0,2})");

  private static final int COLUMNS_PER_PACKET_MAX = 16;
  private static final int COLUMNS_PER_FRAME_MAX = 4096;
  private static final int TRANSFORM_SIZE = 16;

  public OusterMetadata {
    check(rows >= 1 && rows <= ROWS_MAX, rows + " pixels per column", "1 to " + ROWS_MAX);
    check(
        columnsPerPacket >= 1 && columnsPerPacket <= COLUMNS_PER_PACKET_MAX,
        columnsPerPacket + " columns per packet",
        "1 to " + COLUMNS_PER_PACKET_MAX);
    check(
        columnsPerFrame >= columnsPerPacket && columnsPerFrame <= COLUMNS_PER_FRAME_MAX,
        columnsPerFrame + " columns per frame",
        columnsPerPacket + " to " + COLUMNS_PER_FRAME_MAX);
    check(
        windowFirst >= 0
            && windowLast >= 0
            && windowFirst < columnsPerFrame
            && windowLast < columnsPerFrame,
        "a column window from " + windowFirst + " to " + windowLast,
        "columns from 0 to " + (columnsPerFrame - 1));
    check(
        altitudesDegrees.size() == rows && azimuthsDegrees.size() == rows,
        altitudesDegrees.size() + " altitude and " + azimuthsDegrees.size() + " azimuth angles",
        "one of each for each of the " + rows + " rows");
    check(
        rows == 1 || !isAllZero(altitudesDegrees) || !isAllZero(azimuthsDegrees),
        "only zeros as beam angles",
        "those of the sensor");
    check(
        lidarToSensor.size() == TRANSFORM_SIZE,
        lidarToSensor.size() + " numbers in lidar_to_sensor_transform",
        TRANSFORM_SIZE + "");
    altitudesDegrees = List.copyOf(altitudesDegrees);
    azimuthsDegrees = List.copyOf(azimuthsDegrees);
    lidarToSensor = List.copyOf(lidarToSensor);
  }

  private static boolean isAllZero(List<Double> angles) {
    return angles.stream().allMatch(angle -> angle == 0);
  }

  private static void check(boolean isGood, String found, String expected) {
    if (!isGood) {
      throw new IllegalArgumentException("found " + found + "; expected " + expected);
    }
  }

  /**
   * Reads a metadata file in any of its forms: nested as newer firmware's HTTP API gives it, flat,
   * or reduced to beam angles and lidar mode.
   *
   * @throws OusterMetadataException when there is no such file or it is no such metadata
   * @throws IOException when the file cannot be read
   */
  public static OusterMetadata read(Path file) throws IOException {
    String text;
    try (InputStream in = Files.newInputStream(file)) {
      text = Utf8.read(in, BoundedYaml.CHARACTERS_MAX);
    } catch (TextRefused e) {
      throw new OusterMetadataException(file + ": " + e.getMessage(), e);
    } catch (NoSuchFileException e) {
      throw new OusterMetadataException(
          file
              + ": found no such file; expected the sensor's metadata, without which its packets"
              + " cannot be placed",
          e);
    }
    return new OusterMetadataReader(file.toString()).read(text);
  }

  /**
   * Reads metadata from its text.
   *
   * @throws OusterMetadataException when it is no such metadata
   */
  public static OusterMetadata parse(String json) throws OusterMetadataException {
    return new OusterMetadataReader("metadata").read(json);
  }

  /** Time scale of the time stamps: TAI for a PTP slave, else the sensor's own time. */
  public SensorTimeScale timeScale() {
    return timestampMode.equals("TIME_FROM_PTP_1588") ? SensorTimeScale.TAI : SensorTimeScale.FREE;
  }

  /** Time of a turn by the lidar mode; 0 where the metadata has none. */
  long turnNanos() {
    Matcher matcher = LIDAR_MODE.matcher(lidarMode);
    return matcher.matches() ? 1_000_000_000L / Integer.parseInt(matcher.group(2)) : 0;
  }

  /** Number of frame ids before they start at 0 again. */
  long frameIds() {
    return fusaHeader ? 1L << 32 : 1L << 16;
  }

  /** Tests whether the column lies in the azimuth window that the sensor was set to send. */
  boolean isInWindow(int column) {
    return windowFirst <= windowLast
        ? column >= windowFirst && column <= windowLast
        : column >= windowFirst || column <= windowLast;
  }
}
