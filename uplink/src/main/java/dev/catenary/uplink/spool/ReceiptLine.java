package dev.catenary.uplink.spool;

import dev.catenary.proto.zone.SequenceRuns;
import dev.catenary.proto.zone.ZoneId;
import dev.catenary.uplink.chunk.SealedChunk;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import org.tinylog.Logger;

/**
 * One line of the log of receipts: a receipt, or before it the sequences of its chunk. The latter
 * has a line of its own so that an older build, to which a vehicle may go back, still reads the
 * receipt. Format: docs/spool.md.
 *
 * @param fields the check first
 */
record ReceiptLine(List<String> fields) {
  private static final int FIELDS = 13;
  private static final int SEQUENCES_FIELDS = 4;
  private static final int HEAD_FIELDS = 3;
  private static final String SEQUENCES = "sequences";
  private static final String HEAD = "from";

  /** The chunk's receipt. */
  static String of(SealedChunk chunk, Receipt receipt) {
    ZoneId zone = chunk.zone();
    return checked(
        String.join(
            "\t",
            Long.toString(chunk.sealNumber()),
            chunk.id(),
            zone.crs(),
            Integer.toString(zone.cellMetres()),
            Integer.toString(zone.column()),
            Integer.toString(zone.row()),
            Long.toString(chunk.lastSequence()),
            receipt.sha256(),
            receipt.proof().name(),
            field(receipt.etag()),
            field(receipt.store() + "/" + receipt.key()),
            receipt.at().toString()));
  }

  /** The line that stands before it. */
  static String sequences(SealedChunk chunk) {
    return checked(String.join("\t", SEQUENCES, chunk.id(), chunk.sequences().text()));
  }

  /** The first line of a file: the ordinal of the receipt that follows. */
  static String head(long ordinal) {
    return checked(HEAD + "\t" + ordinal);
  }

  /** The ordinal that a file's first line gives; 0 for any other line. */
  static long ordinal(String line) {
    String[] fields = line.split("\t", -1);
    boolean head =
        fields.length == HEAD_FIELDS
            && fields[1].equals(HEAD)
            && fields[2].matches("[0-9]{1,18}")
            && fields[0].equals(check(HEAD + "\t" + fields[2]));
    return head ? Long.parseLong(fields[2]) : 0;
  }

  /** True for a whole line of sequences: it is no receipt and has no ordinal. */
  static boolean isSequences(String line) {
    ReceiptLine parsed = parse(line);
    return parsed != null && parsed.isSequences();
  }

  private static String checked(String text) {
    return check(text) + "\t" + text;
  }

  /** Null for a line that is not what was written. */
  static @Nullable ReceiptLine parse(String line) {
    List<String> fields = List.of(line.split("\t", -1));
    ReceiptLine parsed = new ReceiptLine(fields);
    boolean known =
        fields.size() == FIELDS || (fields.size() == SEQUENCES_FIELDS && parsed.isSequences());
    if (!known
        || !fields.getFirst().equals(check(line.substring(fields.getFirst().length() + 1)))) {
      return null;
    }
    try {
      parsed.tryFields();
      return parsed;
    } catch (IllegalArgumentException e) {
      Logger.warn("a receipt with a good check cannot be understood: {}", e.getMessage());
      return null;
    }
  }

  private void tryFields() {
    if (isSequences()) {
      sequences();
    } else {
      sealNumber();
      zone();
      lastSequence();
    }
  }

  /** True when it is a chunk's sequences and no receipt. */
  boolean isSequences() {
    return fields.get(1).equals(SEQUENCES);
  }

  String chunkId() {
    return fields.get(2);
  }

  SequenceRuns sequences() {
    return SequenceRuns.parse(fields.get(3));
  }

  String check() {
    return fields.getFirst();
  }

  long sealNumber() {
    return Long.parseLong(fields.get(1));
  }

  ZoneId zone() {
    return new ZoneId(
        fields.get(3),
        Integer.parseInt(fields.get(4)),
        Integer.parseInt(fields.get(5)),
        Integer.parseInt(fields.get(6)));
  }

  /** As the chunk's name says it; the last where it does not. */
  long firstSequence() {
    return ZoneSequences.range(chunkId()).map(SequenceRange::first).orElse(lastSequence());
  }

  long lastSequence() {
    return Long.parseLong(fields.get(7));
  }

  String sha256() {
    return fields.get(8);
  }

  private static String field(String text) {
    return text.replace('\t', ' ').replace('\n', ' ');
  }

  /** CRC32C of a line's fields behind the first. */
  static String check(String text) {
    CRC32C crc = new CRC32C();
    crc.update(text.getBytes(StandardCharsets.UTF_8));
    return String.format("%08x", crc.getValue());
  }
}
