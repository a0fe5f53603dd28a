package dev.catenary.uplink.laz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.github.mreutegg.laszip4j.LASExtraBytesDescription;
import com.github.mreutegg.laszip4j.LASHeader;
import com.github.mreutegg.laszip4j.LASPoint;
import com.github.mreutegg.laszip4j.LASReader;
import dev.catenary.proto.zone.Zone;
import java.io.ByteArrayInputStream;
import java.lang.reflect.Field;
import java.nio.ByteBuffer;

/** Reads our files with laszip4j, a reader that shares no code with our encoder. */
final class ReadBack {
  private ReadBack() {}

  private static ByteArrayInputStream stream(ByteBuffer file) {
    return new ByteArrayInputStream(
        file.array(), file.arrayOffset() + file.position(), file.remaining());
  }

  static LASHeader header(ByteBuffer file) {
    return LASReader.getHeader(stream(file));
  }

  /** Fails at the first point with a field that is not the zone's. */
  static void assertSame(Zone zone, ByteBuffer file) {
    LASHeader header = header(file);
    assertThat(header.getNumberOfPointRecords()).isEqualTo(zone.size);
    LASExtraBytesDescription ring = header.getExtraBytesDescription("ring");
    LASExtraBytesDescription confidence = header.getExtraBytesDescription("confidence");
    int i = 0;
    for (LASPoint point : LASReader.getPoints(stream(file))) {
      expect(i, "x", point.getX(), zone.xMillimetres[i]);
      expect(i, "y", point.getY(), zone.yMillimetres[i]);
      expect(i, "z", point.getZ(), zone.zMillimetres[i]);
      expect(i, "intensity", point.getIntensity(), zone.intensity[i]);
      expect(i, "return number", point.getReturnNumber(), zone.lasReturns[i] & 0xF);
      expect(i, "returns", point.getNumberOfReturns(), (zone.lasReturns[i] >> 4) & 0xF);
      expect(i, "class", point.getClassification(), zone.label[i] & 0xFF);
      expect(i, "point source", point.getPointSourceID(), (zone.sensor[i] & 0xFF) + 1);
      expect(i, "user data", point.getUserData(), 0);
      expect(i, "scan angle", scanAngle(point), zone.scanAngle[i]);
      expect(i, "edge of flight line", point.getEdgeOfFlightLine(), 0);
      expect(i, "scan direction", point.getScanDirectionFlag(), 0);
      double seconds = (zone.gpsTimeNanos[i] - 1_000_000_000_000_000_000L) / 1e9;
      expect(i, "GPS time", point.getGPSTime(), seconds);
      expect(i, "ring", point.getExtraBytes(ring).getValue().intValue(), zone.ring[i] & 0xFF);
      double sure = point.getExtraBytes(confidence).getValue().doubleValue();
      expect(i, "confidence", Math.rint(sure * 255 * 1e6) / 1e6, zone.confidence[i] & 0xFF);
      i++;
    }
    assertThat(i).isEqualTo(zone.size);
  }

  /** The reader's public word is whole degrees; the point under it has the file's steps. */
  static long scanAngle(LASPoint point) {
    try {
      Field field = LASPoint.class.getDeclaredField("p");
      field.setAccessible(true);
      var inner = (com.github.mreutegg.laszip4j.laszip.LASpoint) field.get(point);
      return Math.round(inner.getScan_angle());
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("laszip4j has changed", e);
    }
  }

  private static void expect(int point, String field, double found, double expected) {
    if (found != expected) {
      fail("%s of point %d: found %s, expected %s", field, point, found, expected);
    }
  }
}
