package dev.catenary.capture.gnss;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Counts what receivers say by name ({@code GGA}, {@code INSPVAX}, {@code UBX}), so that a person
 * can be told what comes in place of what is needed. One thread counts without allocation; any
 * thread may read. Names beyond a fixed number are counted together.
 */
public final class HeardMessages {
  /** Name of all kinds for which there was no room. */
  public static final String OTHERS = "others";

  private static final int KINDS_MAX = 64;
  private static final int NAME_LENGTH_MAX = 8;

  /** Names of up to eight ASCII letters, the first one lowest; written once, before the size. */
  private final long[] names = new long[KINDS_MAX];

  private final AtomicLongArray counts = new AtomicLongArray(KINDS_MAX + 1);
  private volatile int size;

  /** Counts a message whose name stands in a buffer; longer names are cut off. */
  void count(byte[] text, int start, int end) {
    long name = 0;
    int length = Math.min(NAME_LENGTH_MAX, end - start);
    for (int i = 0; i < length; i++) {
      name |= (long) (text[start + i] & 0x7F) << (Byte.SIZE * i);
    }
    count(name);
  }

  /** Counts a message of a name of at most eight ASCII letters. */
  void count(String text) {
    long name = 0;
    int length = Math.min(NAME_LENGTH_MAX, text.length());
    for (int i = 0; i < length; i++) {
      name |= (long) (text.charAt(i) & 0x7F) << (Byte.SIZE * i);
    }
    count(name);
  }

  @SuppressWarnings("NonAtomicOperationOnVolatileField") // one thread counts
  private void count(long name) {
    int known = size;
    int at = 0;
    while (at < known && names[at] != name) {
      at++;
    }
    if (at == known && known < KINDS_MAX) {
      names[known] = name;
      size = known + 1;
    }
    counts.getAndIncrement(Math.min(at, KINDS_MAX));
  }

  /** A copy: how many of each name so far, in the order of the names. */
  public Map<String, Long> snapshot() {
    Map<String, Long> all = new TreeMap<>();
    for (int i = 0; i < size; i++) {
      all.put(text(names[i]), counts.get(i));
    }
    if (counts.get(KINDS_MAX) > 0) {
      all.put(OTHERS, counts.get(KINDS_MAX));
    }
    return all;
  }

  private static String text(long name) {
    StringBuilder text = new StringBuilder();
    for (long left = name; left != 0; left >>>= Byte.SIZE) {
      char letter = (char) (left & 0x7F);
      text.append(letter >= ' ' ? letter : '?');
    }
    return text.toString();
  }
}
