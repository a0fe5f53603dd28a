package dev.catenary.capture.ouster;

import dev.catenary.proto.point.PointBatch;

/**
 * The pixels of one column into points: the hot loop. A point is written to the batch whether or
 * not its pixel has a return, and kept by moving on: that is cheaper than a branch that no
 * processor can foresee.
 */
final class ColumnDecoder {
  private static final int BYTE_MASK = 0xFF;
  private static final int SIGNAL_MASK = 0xFFFF;
  private static final float MILLIMETRE = 0.001f;
  private static final byte SINGLE = PointBatch.lasReturns(1, 1);
  private static final byte NEAR_OF_TWO = PointBatch.lasReturns(1, 2);
  private static final byte FAR_OF_TWO = PointBatch.lasReturns(2, 2);

  private final BeamGeometry geometry;
  private final int rows;
  private final int pixelLength;
  private final int rangeShift;
  private final int rangeMask;
  private final int intensityOffset;
  private final int secondRangeOffset;
  private final int secondIntensityOffset;
  private final int intensityMask;
  private final int rangeMinMillimetres;
  private final int rangeSpanMillimetres;

  ColumnDecoder(OusterConfig config) {
    OusterProfile profile = config.metadata().profile();
    boolean signal = profile.hasSignal() && config.intensity() == OusterConfig.Intensity.SIGNAL;
    geometry = new BeamGeometry(config.metadata());
    rows = config.metadata().rows();
    pixelLength = profile.pixelLength;
    rangeShift = profile.rangeShift;
    rangeMask = profile.rangeMask;
    intensityOffset = signal ? profile.signalOffset : profile.reflectivityOffset;
    secondRangeOffset = profile.secondRangeOffset;
    secondIntensityOffset = signal ? profile.secondSignalOffset : profile.secondReflectivityOffset;
    intensityMask = signal ? SIGNAL_MASK : BYTE_MASK;
    rangeMinMillimetres = Math.max(1, (int) Math.ceil(config.rangeMinMetres() * 1000));
    rangeSpanMillimetres = (int) Math.floor(config.rangeMaxMetres() * 1000) - rangeMinMillimetres;
  }

  /** 65,535 for the signal, 255 for the reflectivity. */
  int intensityMax() {
    return intensityMask;
  }

  /** Times are left to the caller, and what all points of a single return profile have alike. */
  void decode(byte[] bytes, int pixelsAt, int column, PointBatch batch) {
    if (secondRangeOffset == OusterProfile.ABSENT) {
      decodeSingle(bytes, pixelsAt, column, batch);
    } else {
      decodeDual(bytes, pixelsAt, column, batch);
    }
  }

  private void decodeSingle(byte[] bytes, int pixelsAt, int column, PointBatch batch) {
    char[] intensity = batch.intensity;
    byte[] ring = batch.ring;
    int size = batch.size;
    int at = pixelsAt;
    for (int row = 0; row < rows; row++, at += pixelLength) {
      int range = range(bytes, at);
      place(batch, size, range, row, column);
      intensity[size] =
          (char) (LittleEndian.unsigned16(bytes, at + intensityOffset) & intensityMask);
      ring[size] = (byte) row;
      size += isKept(range);
    }
    batch.size = size;
  }

  private void decodeDual(byte[] bytes, int pixelsAt, int column, PointBatch batch) {
    int size = batch.size;
    int at = pixelsAt;
    for (int row = 0; row < rows; row++, at += pixelLength) {
      int first = range(bytes, at);
      int second = range(bytes, at + secondRangeOffset);
      int isFirst = isKept(first);
      int isSecond = isKept(second);
      if ((isFirst | isSecond) == 0) {
        continue;
      }
      boolean two = (isFirst & isSecond) != 0;
      if (isFirst != 0) {
        place(batch, size, first, row, column);
        batch.intensity[size] =
            (char) (LittleEndian.unsigned16(bytes, at + intensityOffset) & intensityMask);
        batch.ring[size] = (byte) row;
        batch.returnKind[size] = PointBatch.RETURN_STRONGEST;
        batch.lasReturns[size] = !two ? SINGLE : first <= second ? NEAR_OF_TWO : FAR_OF_TWO;
        size++;
      }
      if (isSecond != 0) {
        place(batch, size, second, row, column);
        batch.intensity[size] =
            (char) (LittleEndian.unsigned16(bytes, at + secondIntensityOffset) & intensityMask);
        batch.ring[size] = (byte) row;
        batch.returnKind[size] = PointBatch.RETURN_SECOND;
        batch.lasReturns[size] = !two ? SINGLE : first <= second ? FAR_OF_TWO : NEAR_OF_TWO;
        size++;
      }
    }
    batch.size = size;
  }

  /** Millimetres; 0 where there is no return. */
  private int range(byte[] bytes, int at) {
    return (LittleEndian.signed32(bytes, at) & rangeMask) << rangeShift;
  }

  /** 1 for a range within the limits, else 0, without a branch. */
  private int isKept(int range) {
    int over = range - rangeMinMillimetres;
    return ~(over | rangeSpanMillimetres - over) >>> 31;
  }

  private void place(PointBatch batch, int point, int range, int row, int column) {
    BeamGeometry g = geometry;
    float[] turned = g.turned;
    int turn = column * BeamGeometry.COLUMN_STRIDE;
    float reach = range * MILLIMETRE - g.originDistanceMetres;
    float along = reach * g.along[row] + g.originXMetres;
    float across = reach * g.across[row];
    float up = reach * g.up[row] + g.originZMetres;
    batch.xSensorMetres[point] =
        turned[turn] * along + turned[turn + 3] * across + g.upX * up + g.shiftXMetres;
    batch.ySensorMetres[point] =
        turned[turn + 1] * along + turned[turn + 4] * across + g.upY * up + g.shiftYMetres;
    batch.zSensorMetres[point] =
        turned[turn + 2] * along + turned[turn + 5] * across + g.upZ * up + g.shiftZMetres;
  }
}
