package dev.catenary.uplink.spool;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;
import org.tinylog.Logger;

/**
 * Gives each chunk its number. A small file says beyond which number none has been used, so that a
 * start needs to look at no chunk before it seals one. It is written anew for each few hundred
 * numbers, before the first of them is used. File format: docs/spool.md.
 */
final class SealNumbers {
  /** Taken at once; what is left of them at a power cut is never used. */
  private static final int TAKEN = 256;

  private static final Pattern TEXT =
      Pattern.compile("catenary-seal-number 1\nused-below (\\d{1,18})\n([0-9a-f]{8})\n");

  private final SpoolFolder folder;
  private boolean looked;
  private long last;
  private long takenTo;
  private boolean known;

  SealNumbers(SpoolFolder folder) {
    this.folder = folder;
  }

  /** Tests whether a number is known that no chunk has exceeded: the file is there and whole. */
  synchronized boolean areKnown() {
    if (!known && !looked) {
      look();
    }
    return known;
  }

  private void look() {
    looked = true;
    byte[] bytes;
    try {
      bytes = folder.readOrNull(SpoolNames.SEAL_NUMBER);
    } catch (IOException e) {
      Logger.warn("{} is taken for damaged: {}", SpoolNames.SEAL_NUMBER, e.toString());
      return;
    }
    if (bytes == null) {
      return;
    }
    Matcher text = TEXT.matcher(new String(bytes, StandardCharsets.UTF_8));
    if (text.matches() && text.group(2).equals(check(text.group(1)))) {
      last = Long.parseLong(text.group(1)) - 1;
      takenTo = last;
      known = true;
    }
  }

  /** No number up to this one is given from now on. */
  synchronized void beyond(long used) {
    if (!looked) {
      // The file may know of numbers that nothing here bears any more.
      look();
    }
    last = Math.max(last, used);
    known = true;
  }

  /** A number that no chunk has reached yet. */
  synchronized long upcoming() {
    return last + 1;
  }

  /** The next number. It is used up, whatever becomes of the chunk. */
  synchronized long next() throws IOException {
    if (last >= takenTo) {
      keep(last + TAKEN);
    }
    last++;
    return last;
  }

  /** Gives back the numbers that were taken and not used, at an orderly end. */
  synchronized void giveBack() throws IOException {
    if (takenTo > last) {
      keep(last);
    }
  }

  private void keep(long usedUpTo) throws IOException {
    String number = Long.toString(usedUpTo + 1);
    String text = "catenary-seal-number 1\nused-below " + number + "\n" + check(number) + "\n";
    folder.appear(SpoolNames.SEAL_NUMBER, ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
    takenTo = usedUpTo;
  }

  private static String check(String number) {
    CRC32C crc = new CRC32C();
    crc.update(number.getBytes(StandardCharsets.UTF_8));
    return String.format("%08x", crc.getValue());
  }
}
