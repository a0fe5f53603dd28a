package dev.catenary.device.export;

import dev.catenary.device.export.MapFeature.Layer;
import dev.catenary.device.export.MapFeature.Place;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/**
 * A geometry as a GeoPackage holds it: a header with the extent, then ISO WKB, little-endian.
 *
 * <p>Source: OGC 12-128r18, clause 2.1.3 "Geometry Encoding" (GeoPackageBinary), and OGC 06-103r4,
 * clause 8.2.3, for WKB codes.
 */
final class GeoPackageGeometry {
  private static final byte VERSION_1 = 0;

  /** Little-endian header, envelope of x and y. */
  private static final byte FLAGS = 0b0000_0011;

  private static final int HEADER_BYTES = 8 + 4 * Double.BYTES;
  private static final byte LITTLE_ENDIAN = 1;
  private static final int POINT_Z = 1_001;
  private static final int LINE_STRING_Z = 1_002;
  private static final int POLYGON_Z = 1_003;

  private GeoPackageGeometry() {}

  /** The blob of a feature's geometry. */
  static byte[] of(MapFeature feature, int srsId) {
    List<Place> places = feature.places();
    boolean polygon = feature.layer() == Layer.ZONES;
    boolean point = feature.layer() == Layer.PLACES;
    int counts = point ? 0 : polygon ? 8 : 4;
    int wkb = 1 + 4 + counts + places.size() * 3 * Double.BYTES;
    ByteBuffer blob = ByteBuffer.allocate(HEADER_BYTES + wkb).order(ByteOrder.LITTLE_ENDIAN);
    blob.put((byte) 'G').put((byte) 'P').put(VERSION_1).put(FLAGS).putInt(srsId);
    blob.putDouble(places.stream().mapToDouble(Place::eastingMetres).min().orElseThrow());
    blob.putDouble(places.stream().mapToDouble(Place::eastingMetres).max().orElseThrow());
    blob.putDouble(places.stream().mapToDouble(Place::northingMetres).min().orElseThrow());
    blob.putDouble(places.stream().mapToDouble(Place::northingMetres).max().orElseThrow());
    blob.put(LITTLE_ENDIAN).putInt(point ? POINT_Z : polygon ? POLYGON_Z : LINE_STRING_Z);
    if (polygon) {
      blob.putInt(1);
    }
    if (!point) {
      blob.putInt(places.size());
    }
    for (Place place : places) {
      blob.putDouble(place.eastingMetres());
      blob.putDouble(place.northingMetres());
      blob.putDouble(place.heightMetres());
    }
    return blob.array();
  }
}
