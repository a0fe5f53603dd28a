package dev.catenary.uplink.chunk;

import com.google.protobuf.ByteString;
import dev.catenary.proto.counter.DeviceCounter;
import dev.catenary.proto.message.ChunkManifest;
import dev.catenary.proto.message.Extent;
import dev.catenary.proto.message.Sensor;
import dev.catenary.proto.zone.Zone;
import java.util.HexFormat;
import java.util.Map;

/** Says in a manifest what a zone holds; all but the seal number, which is the spool's to give. */
public final class ManifestWriter {
  private static final double METRES_PER_MILLIMETRE = 0.001;

  private final ChunkOrigin origin;
  private final long[] pointsByClass = new long[256];

  public ManifestWriter(ChunkOrigin origin) {
    this.origin = origin;
  }

  /**
   * Describes the zone.
   *
   * @param laz of the zone's encoded bytes
   * @param ledger the machine's counters now
   */
  public ChunkManifest.Builder describe(
      String chunkId, Zone zone, Checksums laz, Map<DeviceCounter, Long> ledger) {
    var manifest =
        ChunkManifest.newBuilder()
            .setFormatVersion(ManifestFile.FORMAT_VERSION)
            .setChunkId(chunkId)
            .setVehicle(origin.vehicle())
            .setMission(origin.mission())
            .setSoftwareVersion(origin.softwareVersion())
            .setZone(
                dev.catenary.proto.message.Zone.newBuilder()
                    .setCrs(zone.id.crs())
                    .setCellMetres(zone.id.cellMetres())
                    .setColumn(zone.id.column())
                    .setRow(zone.id.row())
                    .setWkt(origin.wkt()))
            .setRank(zone.rank.ordinal())
            .setSeverity(zone.severity)
            .setClassifier(zone.classifier)
            .setPoints(zone.size)
            .setBytes(laz.bytes())
            .setSha256(ByteString.copyFrom(HexFormat.of().parseHex(laz.sha256())))
            .setCrc32C(laz.crc32c())
            .setFirstSequence(zone.firstSequence)
            .setLastSequence(zone.lastSequence)
            .setFirstHostNanos(zone.firstHostNanos)
            .setLastHostNanos(zone.lastHostNanos)
            .setTimeQuality(zone.timeQuality.name())
            .setPoseQuality(zone.poseQuality.name())
            .setCloseReason(zone.closeReason.name());
    addPoints(manifest, zone);
    ledger.forEach((counter, value) -> manifest.putLedger(counter.name(), value));
    for (ChunkOrigin.Sensor sensor : origin.sensors()) {
      manifest.addSensors(
          Sensor.newBuilder().setId(sensor.id()).setName(sensor.name()).setModel(sensor.model()));
    }
    return manifest;
  }

  private void addPoints(ChunkManifest.Builder manifest, Zone zone) {
    java.util.Arrays.fill(pointsByClass, 0);
    int xMin = Integer.MAX_VALUE;
    int xMax = Integer.MIN_VALUE;
    int yMin = Integer.MAX_VALUE;
    int yMax = Integer.MIN_VALUE;
    int zMin = Integer.MAX_VALUE;
    int zMax = Integer.MIN_VALUE;
    long gpsMin = Long.MAX_VALUE;
    long gpsMax = Long.MIN_VALUE;
    for (int i = 0; i < zone.size; i++) {
      xMin = Math.min(xMin, zone.xMillimetres[i]);
      xMax = Math.max(xMax, zone.xMillimetres[i]);
      yMin = Math.min(yMin, zone.yMillimetres[i]);
      yMax = Math.max(yMax, zone.yMillimetres[i]);
      zMin = Math.min(zMin, zone.zMillimetres[i]);
      zMax = Math.max(zMax, zone.zMillimetres[i]);
      gpsMin = Math.min(gpsMin, zone.gpsTimeNanos[i]);
      gpsMax = Math.max(gpsMax, zone.gpsTimeNanos[i]);
      pointsByClass[zone.label[i] & 0xFF]++;
    }
    for (int code = 0; code < pointsByClass.length; code++) {
      if (pointsByClass[code] > 0) {
        manifest.putPointsByClass(code, pointsByClass[code]);
      }
    }
    double east = zone.id.originEastingMetres();
    double north = zone.id.originNorthingMetres();
    manifest
        .setFirstGpsNanos(gpsMin)
        .setLastGpsNanos(gpsMax)
        .setExtent(
            Extent.newBuilder()
                .setEastMinMetres(east + xMin * METRES_PER_MILLIMETRE)
                .setEastMaxMetres(east + xMax * METRES_PER_MILLIMETRE)
                .setNorthMinMetres(north + yMin * METRES_PER_MILLIMETRE)
                .setNorthMaxMetres(north + yMax * METRES_PER_MILLIMETRE)
                .setHeightMinMetres(zMin * METRES_PER_MILLIMETRE)
                .setHeightMaxMetres(zMax * METRES_PER_MILLIMETRE));
  }
}
