package dev.catenary.uplink.spool;

import com.google.protobuf.ByteString;
import dev.catenary.proto.message.ChunkManifest;
import dev.catenary.proto.message.Zone;
import dev.catenary.uplink.chunk.ManifestFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Fills a spool's folder with chunks, without the forcing that makes sealing slow. */
final class ManyChunks {
  private ManyChunks() {}

  static void make(Path folder, int count) throws IOException {
    Files.createDirectories(folder);
    byte[] laz = new byte[100];
    for (int i = 1; i <= count; i++) {
      String id = "epsg7855-32m-" + i + "-5_m7_" + i * 10 + "-" + (i * 10 + 9);
      ChunkManifest manifest =
          ChunkManifest.newBuilder()
              .setFormatVersion(ManifestFile.FORMAT_VERSION)
              .setChunkId(id)
              .setVehicle("drone-1")
              .setMission("m7")
              .setZone(
                  Zone.newBuilder().setCrs("EPSG:7855").setCellMetres(32).setColumn(i).setRow(5))
              .setRank(i % 5)
              .setSeverity(i * 0.1)
              .setPoints(30_000)
              .setBytes(laz.length)
              .setSha256(ByteString.copyFrom(new byte[32]))
              .setFirstSequence(i * 10L)
              .setLastSequence(i * 10L + 9)
              .setSealNumber(i)
              .build();
      Files.write(folder.resolve(id + SpoolNames.LAZ), laz);
      Files.write(folder.resolve(id + SpoolNames.MANIFEST), ManifestFile.write(manifest));
    }
  }
}
