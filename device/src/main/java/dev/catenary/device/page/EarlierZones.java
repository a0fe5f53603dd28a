package dev.catenary.device.page;

import dev.catenary.device.page.feed.ZoneBoard;
import dev.catenary.proto.message.ZoneEvent;
import dev.catenary.proto.zone.Rank;
import dev.catenary.uplink.chunk.ChunkKind;
import dev.catenary.uplink.chunk.ManifestFile;
import dev.catenary.uplink.chunk.SealedChunk;
import dev.catenary.uplink.chunk.ZoneEventFile;
import dev.catenary.uplink.spool.Spool;
import dev.catenary.uplink.spool.SpoolEntry;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Puts on the board what waits in the spool from runs before: who comes after a restart sees what
 * was surveyed. What has been sent by then is not here any more and is not shown.
 */
final class EarlierZones {
  private EarlierZones() {}

  /** Waits until the spool is read. A manifest that is damaged is the spool's to tell. */
  static void show(Spool spool, ZoneBoard board) throws IOException {
    List<SealedChunk> waiting =
        spool.list().stream()
            .map(SpoolEntry::chunk)
            .filter(chunk -> chunk.kind() == ChunkKind.ZONE)
            .toList();
    List<ZoneEvent> events = new ArrayList<>();
    for (SealedChunk chunk : shown(waiting)) {
      Optional<byte[]> manifest = spool.manifest(chunk);
      if (manifest.isPresent()
          && ManifestFile.read(manifest.get()) instanceof ManifestFile.Whole(var whole, var _)
          && whole.getEvent().getFormatVersion() == ZoneEventFile.FORMAT_VERSION) {
        events.add(whole.getEvent());
      }
    }
    board.takeEarlier(events);
  }

  /** Returns the chunks that the board would keep, in their order: no other manifest is read. */
  private static List<SealedChunk> shown(List<SealedChunk> waiting) {
    long urgent = waiting.stream().filter(EarlierZones::isUrgent).count();
    long skipUrgent = Math.max(0, urgent - ZoneBoard.URGENT_MAX);
    long others = waiting.size() - urgent;
    long skipOthers = Math.max(0, others - Math.max(0, ZoneBoard.ZONES - urgent));
    List<SealedChunk> shown = new ArrayList<>();
    for (SealedChunk chunk : waiting) {
      boolean skip = isUrgent(chunk) ? skipUrgent-- > 0 : skipOthers-- > 0;
      if (!skip) {
        shown.add(chunk);
      }
    }
    return shown;
  }

  private static boolean isUrgent(SealedChunk chunk) {
    return chunk.rank().compareTo(Rank.CONDUCTOR) <= 0;
  }
}
