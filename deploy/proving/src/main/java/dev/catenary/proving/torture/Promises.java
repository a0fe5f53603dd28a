package dev.catenary.proving.torture;

import dev.catenary.uplink.chunk.ChunkId;
import dev.catenary.uplink.chunk.SealedChunk;
import dev.catenary.uplink.spool.Spool;
import dev.catenary.uplink.spool.SpoolEntry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Promises of a service, read from its disk by the written formats while it is dead: the chunks
 * that are sealed, and those for which it holds a receipt.
 */
final class Promises {
  private static final int RECEIPT_FIELDS = 13;
  private static final int RECEIPT_CHUNK = 2;
  private static final int RECEIPT_SHA256 = 8;

  private final Map<String, String> sha256ById = new TreeMap<>();
  private final Set<String> receipts = new HashSet<>();

  /** Looks at a spool folder that nobody uses. */
  void look(Path spool) throws IOException {
    if (!Files.isDirectory(spool)) {
      return;
    }
    for (SpoolEntry entry : Spool.inspect(spool).entries()) {
      SealedChunk chunk = entry.chunk();
      promise(chunk.id(), chunk.checksums().sha256());
    }
    for (String name : new String[] {"receipts.old.log", "receipts.log"}) {
      Path log = spool.resolve(name);
      if (Files.exists(log)) {
        Files.readAllLines(log).forEach(this::receipt);
      }
    }
  }

  private void receipt(String line) {
    String[] fields = line.split("\t", -1);
    if (fields.length == RECEIPT_FIELDS) {
      promise(fields[RECEIPT_CHUNK], fields[RECEIPT_SHA256]);
      receipts.add(fields[RECEIPT_CHUNK]);
    }
  }

  private void promise(String id, String sha256) {
    sha256ById.put(id, sha256);
  }

  int chunks() {
    return sha256ById.size();
  }

  int receipts() {
    return receipts.size();
  }

  /** All but the overviews: those may go when their whole chunk has arrived. */
  Map<String, String> wholeChunks() {
    Map<String, String> whole = new TreeMap<>(sha256ById);
    whole.keySet().removeIf(ChunkId::isOverview);
    return whole;
  }
}
