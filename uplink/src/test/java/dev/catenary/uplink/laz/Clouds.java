package dev.catenary.uplink.laz;

import com.github.mreutegg.laszip4j.LASHeader;
import com.github.mreutegg.laszip4j.LASPoint;
import com.github.mreutegg.laszip4j.LASReader;
import dev.catenary.proto.zone.Zone;
import dev.catenary.proto.zone.ZoneId;
import java.nio.file.Path;
import java.util.Random;
import java.util.function.BiConsumer;

/** Zones of many kinds to encode, made or read from a surveyed cloud. */
final class Clouds {
  private static final ZoneId ZONE = new ZoneId("EPSG:32755", 32, 21_875, 181_250);
  private static final long START_NANOS = 1_400_000_000_123_456_789L;
  private static final long LAS_EPOCH_NANOS = 1_000_000_000_000_000_000L;

  private Clouds() {}

  static Zone zone(int points, BiConsumer<Zone, Integer> fill) {
    Zone zone = new Zone(ZONE, Math.max(1, points));
    for (int i = 0; i < points; i++) {
      zone.gpsTimeNanos[i] = START_NANOS;
      zone.lasReturns[i] = 0x11;
      fill.accept(zone, i);
    }
    zone.size = points;
    return zone;
  }

  /** Every field takes any value, also those no sensor gives. */
  static Zone random(int points, long seed) {
    Random random = new Random(seed);
    return zone(
        points,
        (zone, i) -> {
          zone.xMillimetres[i] = random.nextInt();
          zone.yMillimetres[i] = random.nextInt();
          zone.zMillimetres[i] = random.nextInt();
          zone.gpsTimeNanos[i] = START_NANOS + random.nextLong() / 64;
          zone.intensity[i] = (char) random.nextInt();
          zone.lasReturns[i] = (byte) random.nextInt();
          zone.label[i] = (byte) random.nextInt();
          zone.confidence[i] = (byte) random.nextInt();
          zone.ring[i] = (byte) random.nextInt();
          zone.sensor[i] = (byte) random.nextInt(255);
        });
  }

  /** As a spinning sensor gives them: small steps, several returns of a pulse at one time. */
  static Zone scanned(int points, long seed) {
    Random random = new Random(seed);
    return zone(
        points,
        (zone, i) -> {
          int pulse = i / 2;
          zone.xMillimetres[i] = 16_000 + (int) (15_000 * StrictMath.sin(pulse * 1e-3));
          zone.yMillimetres[i] = 16_000 + (int) (15_000 * StrictMath.cos(pulse * 1e-3));
          zone.zMillimetres[i] = 100_000 + pulse % 16 * 400 + random.nextInt(40);
          zone.gpsTimeNanos[i] = START_NANOS + pulse * 2_304L + (pulse / 16) * 18_432L;
          zone.intensity[i] = (char) random.nextInt(100);
          zone.lasReturns[i] = (byte) (i % 2 == 0 ? 0x21 : 0x22);
          zone.label[i] = (byte) (random.nextInt(20) == 0 ? 14 : 2);
          zone.confidence[i] = (byte) 200;
          zone.ring[i] = (byte) (pulse % 16);
        });
  }

  /** {@code random}, {@code scanned} or {@code same}. */
  static Zone named(String kind, int points) {
    return switch (kind) {
      case "random" -> random(points, points);
      case "scanned" -> scanned(points, points);
      case "same" -> zone(points, (same, i) -> same.zMillimetres[i] = 5);
      default -> throw new IllegalArgumentException(kind);
    };
  }

  /** A surveyed cloud as a zone of its own, with the labels and returns that its file has. */
  static Zone surveyed(Path file) {
    LASReader reader = new LASReader(file.toFile());
    LASHeader header = reader.getHeader();
    int column = (int) Math.floor(header.getMinX() / 1_000);
    int row = (int) Math.floor(header.getMinY() / 1_000);
    Zone zone = new Zone(new ZoneId("EPSG:28992", 1_000, column, row), 1 << 16);
    for (LASPoint point : reader.getPoints()) {
      int i = zone.size++;
      zone.ensureCapacity(zone.size);
      double easting = point.getX() * header.getXScaleFactor() + header.getXOffset();
      double northing = point.getY() * header.getYScaleFactor() + header.getYOffset();
      double height = point.getZ() * header.getZScaleFactor() + header.getZOffset();
      zone.xMillimetres[i] = (int) Math.round((easting - column * 1_000.0) * 1_000);
      zone.yMillimetres[i] = (int) Math.round((northing - row * 1_000.0) * 1_000);
      zone.zMillimetres[i] = (int) Math.round(height * 1_000);
      zone.gpsTimeNanos[i] = LAS_EPOCH_NANOS + Math.round(point.getGPSTime() * 1e9);
      zone.intensity[i] = point.getIntensity();
      zone.lasReturns[i] = (byte) (point.getReturnNumber() | point.getNumberOfReturns() << 4);
      zone.label[i] = (byte) point.getClassification();
      zone.sensor[i] = (byte) (point.getPointSourceID() & 3);
      zone.confidence[i] = (byte) (200 + (zone.label[i] & 31));
      zone.ring[i] = (byte) (i % 16);
    }
    return zone;
  }
}
