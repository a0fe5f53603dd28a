package dev.catenary.uplink.chunk;

import com.google.protobuf.ByteString;
import dev.catenary.proto.counter.DeviceCounter;
import dev.catenary.proto.message.ChunkManifest;
import dev.catenary.proto.message.Sensor;
import dev.catenary.proto.message.ZoneEvent;
import dev.catenary.proto.zone.Zone;
import java.util.HexFormat;
import java.util.Map;

/** Says in a manifest what a zone holds; all but the seal number, which is the spool's to give. */
public final class ManifestWriter {
  private final ChunkOrigin origin;
  private final long[] pointsByClass = new long[256];

  public ManifestWriter(ChunkOrigin origin) {
    this.origin = origin;
  }

  /**
   * Describes the zone.
   *
   * @param laz of the zone's encoded bytes
   * @param event what the zone shows
   * @param ledger the machine's counters now
   */
  public ChunkManifest.Builder describe(
      String chunkId, Zone zone, Checksums laz, ZoneEvent event, Map<DeviceCounter, Long> ledger) {
    var manifest =
        ChunkManifest.newBuilder()
            .setFormatVersion(ManifestFile.FORMAT_VERSION)
            .setChunkId(chunkId)
            .setVehicle(origin.vehicle())
            .setMission(origin.mission())
            .setMissionLabel(zone.missionLabel)
            .setSoftwareVersion(origin.softwareVersion())
            .setZone(event.getZone())
            .setRank(zone.rank.ordinal())
            .setSeverity(zone.severity)
            .setClassifier(zone.classifier)
            .setPoints(zone.size)
            .setBytes(laz.bytes())
            .setSha256(ByteString.copyFrom(HexFormat.of().parseHex(laz.sha256())))
            .setCrc32C(laz.crc32c())
            .setFirstSequence(zone.firstSequence)
            .setLastSequence(zone.lastSequence)
            .addAllSequenceRuns(zone.sequences.toRuns().numbers())
            .setFirstHostNanos(zone.firstHostNanos)
            .setLastHostNanos(zone.lastHostNanos)
            .setTimeQuality(zone.timeQuality.name())
            .setPoseQuality(zone.poseQuality.name())
            .setAttitudeQuality(zone.attitudeQuality.name())
            .setCloseReason(zone.closeReason.name())
            .setExtent(event.getExtent())
            .setEvent(event);
    addPoints(manifest, zone);
    manifest.setGeoid(geoid(ledger));
    ledger.forEach((counter, value) -> manifest.putLedger(counter.name(), value));
    for (ChunkOrigin.Sensor sensor : origin.sensors()) {
      manifest.addSensors(
          Sensor.newBuilder().setId(sensor.id()).setName(sensor.name()).setModel(sensor.model()));
    }
    return manifest;
  }

  private static String geoid(Map<DeviceCounter, Long> ledger) {
    if (ledger.getOrDefault(DeviceCounter.FIXES_BY_EGM96, 0L) > 0) {
      return "EGM96";
    }
    return ledger.getOrDefault(DeviceCounter.FIXES_BY_CONFIGURED_GEOID, 0L) > 0 ? "CONFIGURED" : "";
  }

  private void addPoints(ChunkManifest.Builder manifest, Zone zone) {
    java.util.Arrays.fill(pointsByClass, 0);
    long gpsMin = Long.MAX_VALUE;
    long gpsMax = Long.MIN_VALUE;
    for (int i = 0; i < zone.size; i++) {
      gpsMin = Math.min(gpsMin, zone.gpsTimeNanos[i]);
      gpsMax = Math.max(gpsMax, zone.gpsTimeNanos[i]);
      pointsByClass[zone.label[i] & 0xFF]++;
    }
    for (int code = 0; code < pointsByClass.length; code++) {
      if (pointsByClass[code] > 0) {
        manifest.putPointsByClass(code, pointsByClass[code]);
      }
    }
    manifest.setFirstGpsNanos(gpsMin).setLastGpsNanos(gpsMax);
  }
}
