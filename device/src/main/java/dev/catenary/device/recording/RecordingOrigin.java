package dev.catenary.device.recording;

import com.google.protobuf.ByteString;
import dev.catenary.capture.journal.JournalPiece;
import dev.catenary.proto.message.ChunkManifest;
import dev.catenary.proto.message.Recording;
import dev.catenary.proto.zone.Rank;
import dev.catenary.uplink.chunk.Checksums;
import dev.catenary.uplink.chunk.ChunkId;
import dev.catenary.uplink.chunk.ManifestFile;
import java.util.HexFormat;

/** Whose recordings these are, for their names and manifests. */
public record RecordingOrigin(String vehicle, String mission, String softwareVersion) {
  /** The chunk that one file of a request is. */
  static String chunkId(Request request, int index) {
    JournalPiece piece = request.parts().get(index).piece();
    return ChunkId.recording(request.id(), index + 1, piece.firstSequence(), piece.lastSequence());
  }

  ChunkManifest.Builder manifest(Request request, int index, Checksums file) {
    JournalPiece piece = request.parts().get(index).piece();
    Recording.Builder recording =
        Recording.newBuilder()
            .setRequestId(request.id())
            .setNumber(index + 1)
            .setOf(request.parts().size())
            .setDatagrams(piece.datagrams())
            .setCutOffHostNanos(request.cutOffNanos());
    switch (request.asked()) {
      case Asked.Span(long first, long last) ->
          recording.setWantedFirstHostNanos(first).setWantedLastHostNanos(last);
      case Asked.OfZone(String slug) -> recording.setWantedZone(slug);
    }
    return ChunkManifest.newBuilder()
        .setFormatVersion(ManifestFile.FORMAT_VERSION)
        .setChunkId(chunkId(request, index))
        .setVehicle(vehicle)
        .setMission(mission)
        .setSoftwareVersion(softwareVersion)
        // Goes before those of this rank.
        .setRank(Rank.POLE_OR_TOWER.ordinal())
        .setBytes(file.bytes())
        .setSha256(ByteString.copyFrom(HexFormat.of().parseHex(file.sha256())))
        .setCrc32C(file.crc32c())
        .setFirstSequence(piece.firstSequence())
        .setLastSequence(piece.lastSequence())
        .setFirstHostNanos(piece.firstNanos())
        .setLastHostNanos(piece.lastNanos())
        .setRecording(recording);
  }
}
