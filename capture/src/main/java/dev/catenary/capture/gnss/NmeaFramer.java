package dev.catenary.capture.gnss;

import dev.catenary.proto.counter.Counters;
import dev.catenary.proto.counter.DeviceCounter;

/**
 * Cuts NMEA 0183 sentences out of a byte stream that may hold other things and be broken anywhere.
 * A sentence ends where its checksum is complete and right; a line end, which forwarders over UDP
 * often leave out, is not waited for.
 */
final class NmeaFramer {
  private static final int SENTENCE_LENGTH_MAX = 160;

  /** Of {@code *hh}. */
  private static final int CHECKSUM_LENGTH = 3;

  private static final int BODY_LENGTH_MIN = 5;

  /** Takes the text of checked sentences. */
  @FunctionalInterface
  interface SentenceSink {
    /**
     * @param text holds what stands between {@code $} and {@code *} from its beginning to {@code
     *     end}; valid until the call returns
     */
    void accept(byte[] text, int end, long hostTimeNanos);
  }

  private final Counters counters;
  private final SentenceSink sentences;
  private final byte[] text = new byte[SENTENCE_LENGTH_MAX];
  private int length = -1;

  /** Only then is a line's end part of what was read. */
  private boolean isAfterSentence;

  NmeaFramer(Counters counters, SentenceSink sentences) {
    this.counters = counters;
    this.sentences = sentences;
  }

  /** True while a sentence is under way. */
  boolean isInSentence() {
    return length >= 0;
  }

  /**
   * Takes the next byte.
   *
   * @return true when it belongs to a sentence, or may
   */
  boolean accept(byte next, long hostTimeNanos) {
    if (next == '$') {
      breakOff();
      length = 0;
      return true;
    }
    if (length < 0) {
      isAfterSentence &= next == '\r' || next == '\n';
      return isAfterSentence;
    }
    if (next == '\r' || next == '\n') {
      counters.increment(DeviceCounter.NMEA_BAD_CHECKSUM);
      length = -1;
      isAfterSentence = true;
      return true;
    }
    if (next < ' ' || length == SENTENCE_LENGTH_MAX) {
      breakOff();
      length = -1;
      isAfterSentence = false;
      return false;
    }
    text[length++] = next;
    if (isComplete()) {
      int end = length - CHECKSUM_LENGTH;
      length = -1;
      isAfterSentence = true;
      sentences.accept(text, end, hostTimeNanos);
    }
    return true;
  }

  /** Gives up the sentence under way, which has no right checksum. */
  private void breakOff() {
    if (length >= CHECKSUM_LENGTH && text[length - CHECKSUM_LENGTH] == '*') {
      counters.increment(DeviceCounter.NMEA_BAD_CHECKSUM);
    } else {
      counters.add(DeviceCounter.GNSS_BYTES_SKIPPED, Math.max(0, length + 1));
    }
  }

  private boolean isComplete() {
    int star = length - CHECKSUM_LENGTH;
    if (star < BODY_LENGTH_MIN || text[star] != '*') {
      return false;
    }
    int high = Character.digit(text[star + 1], 16);
    int low = Character.digit(text[star + 2], 16);
    int checksum = 0;
    for (int i = 0; i < star; i++) {
      checksum ^= text[i];
    }
    return high >= 0 && low >= 0 && checksum == high * 16 + low;
  }
}
