package dev.catenary.proto.text;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Text files in UTF-8, and the names of the encodings that are mistaken for it. */
public final class Utf8 {
  private static final byte[] OWN_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};
  private static final int LOOK = 64;

  private Utf8() {}

  /**
   * Reads a whole text.
   *
   * @param bytesMax more is refused before it is read
   */
  public static String read(InputStream in, int bytesMax) throws IOException {
    byte[] bytes = in.readNBytes(bytesMax + 1);
    if (bytes.length > bytesMax) {
      throw new TextRefused(
          0,
          "a text of more than " + bytesMax + " bytes",
          bytesMax + " at most",
          "name the right file");
    }
    return decode(bytes);
  }

  /** Decodes a whole text; a mark of UTF-8 at its beginning is left out. */
  public static String decode(byte[] bytes) throws TextRefused {
    Charset other = other(bytes);
    if (other != null) {
      throw refused(0, other.name());
    }
    int from = startsWith(bytes, OWN_MARK) ? OWN_MARK.length : 0;
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(bytes, from, bytes.length - from))
          .toString();
    } catch (CharacterCodingException _) {
      int at = firstBad(bytes, from);
      throw refused(
          line(bytes, at),
          String.format(
              "the byte 0x%02X, which no UTF-8 has there (perhaps ISO 8859 or Windows-1252)",
              bytes[at] & 0xFF));
    }
  }

  private static TextRefused refused(int line, String found) {
    return new TextRefused(line, found, "UTF-8", "save the file as UTF-8");
  }

  /** By its mark; or, without one, by the zeros beside each Latin letter. */
  private static @Nullable Charset other(byte[] bytes) {
    if (startsWith(bytes, new byte[] {(byte) 0xFF, (byte) 0xFE, 0, 0})
        || startsWith(bytes, new byte[] {0, 0, (byte) 0xFE, (byte) 0xFF})) {
      return StandardCharsets.UTF_32;
    }
    if (startsWith(bytes, new byte[] {(byte) 0xFF, (byte) 0xFE})
        || startsWith(bytes, new byte[] {(byte) 0xFE, (byte) 0xFF})) {
      return StandardCharsets.UTF_16;
    }
    int even = 0;
    int odd = 0;
    int looked = Math.min(LOOK, bytes.length) & ~3;
    for (int i = 0; i < looked; i++) {
      if (bytes[i] == 0) {
        even += (i & 1) == 0 ? 1 : 0;
        odd += i & 1;
      }
    }
    boolean oneSide = looked >= 4 && Math.max(even, odd) >= looked / 4;
    if (!oneSide) {
      return null;
    }
    return even + odd > looked / 2 ? StandardCharsets.UTF_32 : StandardCharsets.UTF_16;
  }

  private static boolean startsWith(byte[] bytes, byte[] mark) {
    if (bytes.length < mark.length) {
      return false;
    }
    for (int i = 0; i < mark.length; i++) {
      if (bytes[i] != mark[i]) {
        return false;
      }
    }
    return true;
  }

  private static int firstBad(byte[] bytes, int from) {
    ByteBuffer in = ByteBuffer.wrap(bytes, from, bytes.length - from);
    CharBuffer out = CharBuffer.allocate(bytes.length);
    StandardCharsets.UTF_8.newDecoder().decode(in, out, true);
    return Math.min(in.position(), bytes.length - 1);
  }

  private static int line(byte[] bytes, int at) {
    int line = 1;
    for (int i = 0; i < at; i++) {
      line += bytes[i] == '\n' ? 1 : 0;
    }
    return line;
  }
}
