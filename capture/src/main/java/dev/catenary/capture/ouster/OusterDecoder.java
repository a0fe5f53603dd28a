package dev.catenary.capture.ouster;

import dev.catenary.capture.sensor.DecodeStatus;
import dev.catenary.capture.sensor.SensorDecoder;
import dev.catenary.proto.point.PointBatch;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.BitSet;

/**
 * Decodes the packets of one Ouster sensor, in the profile that its metadata says. Points are in
 * the sensor frame; ring is the pixel's row, 0 at the top; sensor time is the column's.
 *
 * <p>Of two returns the packet's first has kind "strongest" and its second "second", in the order
 * that the sensor was told to send them (by strength unless {@code return_order} says otherwise).
 * The LAS return numbers go by range. A pixel without return gives no point.
 *
 * <p>Two sensors may send to one port: {@link #isOfThisSensor} tells whose a packet is where it
 * carries a serial number. Legacy and IMU packets carry none; there only the source address tells.
 */
public final class OusterDecoder implements SensorDecoder {
  private static final BitSet LIDAR_LENGTHS = OusterProfile.packetLengths();
  private static final int ZONE_LENGTH =
      OusterHeader.LENGTH + 8 + 32 + 16 * 36 + OusterHeader.FOOTER_LENGTH;
  private static final int IMU_ENDS_LENGTH = OusterHeader.LENGTH + 100 + OusterHeader.FOOTER_LENGTH;
  private static final int IMU_MEASUREMENT_LENGTH = 36;
  private static final int PACKET_LENGTH_MAX = 65_535;

  private static final byte SINGLE = PointBatch.lasReturns(1, 1);

  private final OusterConfig config;
  private final OusterMetadata metadata;
  private final OusterProfile profile;
  private final boolean hasHeader;
  private final int imuLength;
  private final OusterHeader header;
  private final OusterLidarPacket lidar;
  private final ColumnDecoder columns;
  private final OusterGaps gaps;
  private final OusterTurns turns;
  private final byte[] copy = new byte[PACKET_LENGTH_MAX];
  private byte[] bytes = copy;
  private int start;
  private long columnsInvalid;
  private long strangeSerial;
  private int strangeInitializationId;

  public OusterDecoder(OusterConfig config) {
    this.config = config;
    this.metadata = config.metadata();
    this.profile = metadata.profile();
    this.hasHeader = profile != OusterProfile.LEGACY;
    this.imuLength = IMU_ENDS_LENGTH + metadata.imuMeasurementsPerPacket() * IMU_MEASUREMENT_LENGTH;
    this.header = new OusterHeader(metadata.fusaHeader());
    this.lidar = new OusterLidarPacket(profile, metadata.rows(), metadata.columnsPerPacket());
    this.columns = new ColumnDecoder(config);
    this.gaps = new OusterGaps(metadata);
    this.turns = new OusterTurns(metadata);
  }

  /** Tests whether a packet has the length of a lidar packet of some Ouster in some profile. */
  static boolean isLidarLength(int length) {
    return length >= 0 && LIDAR_LENGTHS.get(length);
  }

  @Override
  public int pointsPerPacketMax() {
    return metadata.columnsPerPacket() * metadata.rows() * profile.returns();
  }

  @Override
  public String describe() {
    String name = metadata.productLine().isEmpty() ? "sensor" : metadata.productLine();
    String known = "Ouster " + name + ", " + profile + ", " + metadata.lidarMode();
    if (turns.areOthers()) {
      return known + "; packets refused of another lidar mode";
    }
    return strangeSerial == 0 && strangeInitializationId == 0 ? known : known + strange();
  }

  @Override
  public String hardware() {
    String name = metadata.productLine().isEmpty() ? "sensor" : metadata.productLine();
    return "Ouster " + name + (metadata.serial() == 0 ? "" : " " + metadata.serial());
  }

  @Override
  public int intensityMax() {
    return columns.intensityMax();
  }

  private String strange() {
    return "; packets refused of serial "
        + strangeSerial
        + " and initialization "
        + strangeInitializationId
        + ", metadata is of "
        + metadata.serial()
        + " and "
        + metadata.initializationId();
  }

  @Override
  public long packetsMissing() {
    return gaps.packetsMissing();
  }

  /** Columns inside the azimuth window that the sensor marked as not valid. */
  @Override
  public long columnsInvalid() {
    return columnsInvalid;
  }

  /**
   * Tests whether the packet carries this sensor's identity, for ports that sensors share. Changes
   * nothing. False for packets that carry none: legacy ones, and the IMU packets of 48 bytes.
   */
  public boolean isOfThisSensor(ByteBuffer packet, int offset, int length) {
    if (!hasHeader || length < OusterHeader.LENGTH + OusterHeader.FOOTER_LENGTH) {
      return false;
    }
    take(packet, offset, OusterHeader.LENGTH);
    header.wrap(bytes, start);
    int type = header.packetType();
    return type >= OusterHeader.TYPE_LIDAR && type <= OusterHeader.TYPE_ZONE && isIdentityGood();
  }

  @Override
  public DecodeStatus decode(ByteBuffer packet, int offset, int length, PointBatch batch) {
    if (length == OusterImuPacket.LENGTH) {
      return DecodeStatus.ANCILLARY;
    }
    if (length == lidar.length()) {
      take(packet, offset, length);
      return hasHeader ? decodeWithHeader(batch, length) : decodeLegacy(batch);
    }
    if (hasHeader && (length == ZONE_LENGTH || length == imuLength)) {
      take(packet, offset, length);
      return checkHeader(
          length == ZONE_LENGTH ? OusterHeader.TYPE_ZONE : OusterHeader.TYPE_IMU, length);
    }
    return isLidarLength(length) ? DecodeStatus.WRONG_MODEL : DecodeStatus.BAD_LENGTH;
  }

  /** One array to read from makes the loops fast; a buffer that is one need not be copied. */
  private void take(ByteBuffer packet, int offset, int length) {
    if (packet.hasArray()) {
      bytes = packet.array();
      start = packet.arrayOffset() + offset;
    } else {
      bytes = copy;
      start = 0;
      packet.get(offset, copy, 0, length);
    }
  }

  private DecodeStatus decodeWithHeader(PointBatch batch, int length) {
    DecodeStatus status = checkHeader(OusterHeader.TYPE_LIDAR, length);
    if (status != DecodeStatus.ANCILLARY) {
      return status;
    }
    lidar.wrap(bytes, start);
    return decodeColumns(header.frameId(), batch);
  }

  private DecodeStatus decodeLegacy(PointBatch batch) {
    lidar.wrap(bytes, start);
    for (int column = 0; column < lidar.columns(); column++) {
      if (!lidar.isStatusKnown(lidar.columnAt(column))) {
        return DecodeStatus.BAD_MAGIC;
      }
    }
    return decodeColumns(lidar.legacyFrameId(lidar.columnAt(0)), batch);
  }

  /** ANCILLARY where all is well. */
  private DecodeStatus checkHeader(int type, int length) {
    header.wrap(bytes, start);
    if (header.packetType() != type) {
      return header.isLikeFusa() ? DecodeStatus.WRONG_MODEL : DecodeStatus.BAD_MAGIC;
    }
    if (!header.isChecksumGood(length)) {
      return DecodeStatus.BAD_CHECKSUM;
    }
    if (!isIdentityGood()) {
      strangeSerial = header.serial();
      strangeInitializationId = header.initializationId();
      return DecodeStatus.WRONG_MODEL;
    }
    return DecodeStatus.ANCILLARY;
  }

  private boolean isIdentityGood() {
    return switch (config.identity()) {
      case ANY -> true;
      case SERIAL -> isSame(metadata.serial(), header.serial());
      case SERIAL_AND_INITIALIZATION ->
          isSame(metadata.serial(), header.serial())
              && isSame(metadata.initializationId(), header.initializationId());
    };
  }

  /** 0 says nothing, in the metadata as in a packet. */
  private static boolean isSame(long known, long sent) {
    return known == 0 || sent == 0 || known == sent;
  }

  private DecodeStatus decodeColumns(long frameId, PointBatch batch) {
    int count = lidar.columns();
    int columnsPerFrame = metadata.columnsPerFrame();
    int placing = lidar.columnAt(0);
    boolean isInside = true;
    for (int column = count - 1; column >= 0; column--) {
      int at = lidar.columnAt(column);
      if (lidar.isValid(at)) {
        isInside &= lidar.measurementId(at) < columnsPerFrame;
        placing = at;
      }
    }
    int placingId = lidar.measurementId(placing);
    if (lidar.isValid(placing)) {
      turns.column(frameId, placingId, lidar.timestampNanos(placing));
    }
    if (!isInside || turns.areOthers()) {
      return DecodeStatus.WRONG_MODEL;
    }
    if (placingId < columnsPerFrame) {
      gaps.packet(frameId, placingId);
    }
    for (int column = 0; column < count; column++) {
      int at = lidar.columnAt(column);
      int measurementId = lidar.measurementId(at);
      if (lidar.isValid(at)) {
        int from = batch.size;
        columns.decode(bytes, lidar.pixelsAt(at), measurementId, batch);
        Arrays.fill(batch.sensorTimeNanos, from, batch.size, lidar.timestampNanos(at));
        if (profile.returns() == 1) {
          Arrays.fill(batch.returnKind, from, batch.size, PointBatch.RETURN_STRONGEST);
          Arrays.fill(batch.lasReturns, from, batch.size, SINGLE);
        }
      } else if (metadata.isInWindow(measurementId)) {
        columnsInvalid++;
      }
    }
    return DecodeStatus.OK;
  }
}
