package dev.catenary.capture.journal;

import dev.catenary.capture.link.Datagram;

/**
 * Chosen datagrams of the raw journal that make up one file.
 *
 * @param firstNanos host time of the first of them, nanoseconds since 1970-01-01T00:00Z
 * @param bytes of the file
 */
public record JournalPiece(
    long firstSequence,
    long lastSequence,
    long firstNanos,
    long lastNanos,
    long datagrams,
    long bytes) {
  static JournalPiece of(Datagram datagram) {
    return new JournalPiece(
        datagram.sequence,
        datagram.sequence,
        datagram.arrivalNanos,
        datagram.arrivalNanos,
        1,
        PcapngBlocks.headLength() + PcapngBlocks.lengthOf(datagram));
  }

  JournalPiece with(Datagram datagram) {
    return new JournalPiece(
        firstSequence,
        datagram.sequence,
        firstNanos,
        datagram.arrivalNanos,
        datagrams + 1,
        bytes + PcapngBlocks.lengthOf(datagram));
  }
}
