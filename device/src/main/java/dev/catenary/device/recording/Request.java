package dev.catenary.device.recording;

import dev.catenary.capture.journal.JournalPiece;
import dev.catenary.uplink.spool.SequenceRange;
import java.util.ArrayList;
import java.util.List;

/**
 * One request of the book, at one moment.
 *
 * @param id by whom it was asked for; the folder's name too
 * @param cutOffNanos host time from which on nothing was kept, for want of room; 0 for nothing
 * @param reason for a state that needs one
 * @param ranges of a zone's datagrams, as its chunks were when it was looked for
 * @param parts the files it goes in, when that is known
 */
record Request(
    String id,
    Asked asked,
    long askedHostNanos,
    State state,
    long cutOffNanos,
    String reason,
    List<SequenceRange> ranges,
    List<Part> parts) {
  /** Progress of it. */
  enum State {
    WAITING,
    SENDING,
    SENT,
    NOTHING,
    REFUSED;

    boolean isOpen() {
      return this == WAITING || this == SENDING;
    }
  }

  /**
   * One file.
   *
   * @param sent the store has it
   */
  record Part(JournalPiece piece, boolean sent) {}

  Request {
    ranges = List.copyOf(ranges);
    parts = List.copyOf(parts);
  }

  static Request of(String id, Asked asked, long askedHostNanos) {
    return new Request(id, asked, askedHostNanos, State.WAITING, 0, "", List.of(), List.of());
  }

  Request cutOff(long nanos) {
    return new Request(id, asked, askedHostNanos, state, nanos, reason, ranges, parts);
  }

  Request of(List<SequenceRange> found) {
    return new Request(id, asked, askedHostNanos, state, cutOffNanos, reason, found, parts);
  }

  Request sending(List<JournalPiece> pieces, String why) {
    List<Part> all = pieces.stream().map(piece -> new Part(piece, false)).toList();
    return new Request(id, asked, askedHostNanos, State.SENDING, cutOffNanos, why, ranges, all);
  }

  Request ended(State end, String why) {
    return new Request(id, asked, askedHostNanos, end, cutOffNanos, why, ranges, parts);
  }

  /** The file of this index has arrived. */
  Request sent(int index) {
    List<Part> all = new ArrayList<>(parts);
    all.set(index, new Part(all.get(index).piece(), true));
    return new Request(id, asked, askedHostNanos, state, cutOffNanos, reason, ranges, all);
  }

  int sentParts() {
    return (int) parts.stream().filter(Part::sent).count();
  }
}
