package dev.catenary.capture.ldrobot;

import dev.catenary.capture.sensor.DecodeStatus;
import dev.catenary.capture.sensor.PacketFramer;
import dev.catenary.capture.sensor.SensorDecoder;
import dev.catenary.proto.point.PointBatch;
import java.nio.ByteBuffer;

/**
 * Decodes the frames of an LDROBOT LD06 or LD19: one plane, one return. The sensor frame is x to
 * the front (0 degrees), y to the left, z up; the maker's angles run clockwise, so y is minus the
 * range times the sine.
 *
 * <p>Sensor time counts nanoseconds since a beginning of the sensor's own, made steady over its
 * period of 30 s. A frame's stamp has milliseconds and is taken as its first point's; the others
 * follow by the head's speed. Unverified: which point the stamp belongs to is in no manual; a
 * recording beside a known motion would settle it. The mistake is 5 ms at most.
 *
 * <p>Source: LDROBOT, LD19 Development Manual V2.3, chapters on the communication protocol and the
 * coordinate system.
 */
public final class LdrobotDecoder implements SensorDecoder {
  private static final double RADIANS_PER_CENTIDEGREE = Math.PI / 18_000;
  private static final double METRES_PER_MILLIMETRE = 1e-3;
  private static final long NANOS_PER_MILLI = 1_000_000;

  /** A centidegree at one degree a second takes this long. */
  private static final long NANOS_PER_CENTIDEGREE_AT_ONE = 10_000_000;

  private static final byte SINGLE = PointBatch.lasReturns(1, 1);

  private final LdrobotConfig config;
  private final LdrobotFrame frame = new LdrobotFrame();
  private final LdrobotFramer framer = new LdrobotFramer();
  private boolean anyTime;
  private int previousMillis;
  private long sensorMillis;

  public LdrobotDecoder(LdrobotConfig config) {
    this.config = config;
  }

  @Override
  public int pointsPerPacketMax() {
    return LdrobotFrame.POINTS;
  }

  @Override
  public PacketFramer framer() {
    return framer;
  }

  @Override
  public DecodeStatus decode(ByteBuffer packet, int offset, int length, PointBatch batch) {
    if (length != LdrobotFrame.LENGTH) {
      return DecodeStatus.BAD_LENGTH;
    }
    frame.wrap(packet, offset);
    if (!frame.hasMarks()) {
      return DecodeStatus.BAD_MAGIC;
    }
    if (!frame.hasGoodChecksum()) {
      return DecodeStatus.BAD_CHECKSUM;
    }
    int start = frame.startAngleCentidegrees();
    int end = frame.endAngleCentidegrees();
    if (start > LdrobotFrame.FULL_TURN_CENTIDEGREES || end > LdrobotFrame.FULL_TURN_CENTIDEGREES) {
      // One false frame in 256 has a good checksum by chance.
      return DecodeStatus.BAD_MAGIC;
    }
    points(start, end, batch);
    return DecodeStatus.OK;
  }

  private void points(int start, int end, PointBatch batch) {
    int turned = Math.floorMod(end - start, LdrobotFrame.FULL_TURN_CENTIDEGREES);
    double step = (double) turned / (LdrobotFrame.POINTS - 1);
    long firstNanos = steadyMillis(frame.timeMillis()) * NANOS_PER_MILLI;
    int speed = frame.speedDegreesPerSecond();
    double stepNanos = speed == 0 ? 0 : step * NANOS_PER_CENTIDEGREE_AT_ONE / speed;
    for (int point = 0; point < LdrobotFrame.POINTS; point++) {
      double range = frame.distanceMillimetres(point) * METRES_PER_MILLIMETRE;
      if (range > 0 && range >= config.rangeMinMetres() && range <= config.rangeMaxMetres()) {
        double azimuthRad = (start + point * step) * RADIANS_PER_CENTIDEGREE;
        int at = batch.size++;
        batch.xSensorMetres[at] = (float) (range * Math.cos(azimuthRad));
        batch.ySensorMetres[at] = (float) (-range * Math.sin(azimuthRad));
        batch.zSensorMetres[at] = 0;
        batch.intensity[at] = (char) frame.intensity(point);
        batch.ring[at] = 0;
        batch.returnKind[at] = PointBatch.RETURN_STRONGEST;
        batch.lasReturns[at] = SINGLE;
        batch.sensorTimeNanos[at] = firstNanos + (long) (point * stepNanos);
      }
    }
  }

  /** Goes on where the sensor's own time begins again. */
  private long steadyMillis(int millis) {
    sensorMillis +=
        anyTime ? Math.floorMod(millis - previousMillis, LdrobotFrame.TIME_PERIOD_MILLIS) : millis;
    anyTime = true;
    previousMillis = millis;
    return sensorMillis;
  }

  @Override
  public String describe() {
    return "LDROBOT LD06 or LD19";
  }
}
