package dev.catenary.device.page;

import dev.catenary.device.assembly.Assembly;
import dev.catenary.proto.zone.Rank;
import dev.catenary.uplink.UploadStatus;
import dev.catenary.uplink.Uploader;
import dev.catenary.uplink.chunk.SealedChunk;
import dev.catenary.uplink.policy.UploadPolicy;
import dev.catenary.uplink.spool.Receipt;
import dev.catenary.uplink.spool.SpoolEntry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Chunks waiting to be sent, by rank, and the state of the way out. */
final class QueueAnswer {
  private QueueAnswer() {}

  static Map<String, Object> of(Assembly machine, PageWatch watch) {
    List<SpoolEntry> entries = machine.spool().list();
    Map<String, Object> told = new LinkedHashMap<>();
    List<Object> ranks = new ArrayList<>();
    for (Rank rank : Rank.values()) {
      ranks.add(rank(rank, entries.stream().filter(e -> e.chunk().rank() == rank).toList()));
    }
    told.put("ranks", ranks);
    told.put("waitingChunks", entries.size());
    told.put("waitingBytes", bytes(entries));
    Uploader uploader = machine.uploader();
    told.put("transfers", uploader == null ? List.of() : transfers(uploader, entries));
    told.put("policy", uploader == null ? null : policy(uploader.gate().policy()));
    told.put("link", link(uploader == null ? null : uploader.status()));
    told.put("lastReceipt", receipt(watch.lastReceipt()));
    return told;
  }

  /** In words a person reads. */
  static String label(Rank rank) {
    return switch (rank) {
      case CLEARANCE_VIOLATION -> "Clearance violation";
      case CONDUCTOR -> "Conductor";
      case POLE_OR_TOWER -> "Pole or tower";
      case VEGETATION -> "Vegetation";
      case OTHER -> "Other";
    };
  }

  private static Map<String, Object> rank(Rank rank, List<SpoolEntry> entries) {
    Map<String, Object> one = new LinkedHashMap<>();
    one.put("rank", rank.ordinal());
    one.put("label", label(rank));
    one.put("chunks", entries.size());
    one.put("bytes", bytes(entries));
    one.put(
        "oldest",
        entries.stream().mapToLong(entry -> entry.chunk().firstHostNanos()).min().stream()
            .mapToObj(nanos -> Instant.ofEpochSecond(0, nanos))
            .findFirst()
            .orElse(null));
    return one;
  }

  private static long bytes(List<SpoolEntry> entries) {
    return entries.stream().mapToLong(entry -> entry.chunk().checksums().bytes()).sum();
  }

  /** Those begun; how far is known of the one that moved last. */
  private static List<Object> transfers(Uploader uploader, List<SpoolEntry> entries) {
    UploadStatus status = uploader.status();
    SealedChunk moving = status.chunk();
    int partBytes = uploader.gate().policy().partBytes();
    List<Object> transfers = new ArrayList<>();
    if (moving != null) {
      long sent = Math.min(moving.checksums().bytes(), (long) status.partsDone() * partBytes);
      transfers.add(transfer(moving, sent));
    }
    for (SpoolEntry entry : entries) {
      if (entry.state() == SpoolEntry.State.UPLOADING && !entry.chunk().equals(moving)) {
        transfers.add(transfer(entry.chunk(), null));
      }
    }
    return transfers;
  }

  private static Map<String, Object> transfer(SealedChunk chunk, @Nullable Long sentBytes) {
    Map<String, Object> one = new LinkedHashMap<>();
    one.put("object", chunk.id());
    one.put("rank", chunk.rank().ordinal());
    one.put("bytes", chunk.checksums().bytes());
    one.put("sentBytes", sentBytes);
    return one;
  }

  private static Map<String, Object> policy(UploadPolicy policy) {
    Map<String, Object> one = new LinkedHashMap<>();
    one.put("name", policy.name());
    one.put("text", text(policy));
    return one;
  }

  private static String text(UploadPolicy policy) {
    StringBuilder text = new StringBuilder("ranks 0 to ").append(policy.lastRank().ordinal());
    text.append(policy.overviews() ? ", and overviews" : "");
    if (policy.bytesPerDayMax() > 0) {
      text.append(", ").append(policy.bytesPerDayMax()).append(" B a day");
    }
    if (policy.bytesPerSecondMax() > 0) {
      text.append(", ").append(policy.bytesPerSecondMax()).append(" B/s");
    }
    if (!policy.quietHours().isEmpty()) {
      text.append(", quiet ").append(policy.quietHours());
    }
    return text.toString();
  }

  private static Map<String, Object> link(@Nullable UploadStatus status) {
    Map<String, Object> one = new LinkedHashMap<>();
    if (status == null) {
      one.put("state", "none");
      one.put("why", "Chunks stay in the spool: upload.store is none.");
      return one;
    }
    String failure = status.failure();
    String hold = status.hold();
    one.put("state", failure != null ? "failing" : hold != null ? "holding" : "ready");
    one.put("why", failure != null ? failure : hold);
    one.put("needsPerson", status.needsPerson());
    one.put("alone", status.alone());
    return one;
  }

  private static @Nullable Map<String, Object> receipt(@Nullable Receipt receipt) {
    if (receipt == null) {
      return null;
    }
    Map<String, Object> one = new LinkedHashMap<>();
    one.put("object", receipt.key());
    one.put("store", receipt.store());
    one.put("at", receipt.at());
    return one;
  }
}
