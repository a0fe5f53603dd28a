package dev.catenary.durable;

import dev.catenary.proto.problem.Problem;
import dev.catenary.proto.text.TextRefused;
import dev.catenary.proto.text.Utf8;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Small file that a person or a configuration names: a key, a certificate, a list. Read whole up to
 * a bound, so that neither a wrong name nor a device without an end fills the memory.
 */
public final class SmallFile {
  /** Longest file of keys or certificates: a bundle of all public authorities has a quarter. */
  public static final int KEYS_BYTES_MAX = 1 << 20;

  private SmallFile() {}

  /**
   * Text of a file in UTF-8.
   *
   * @param bytesMax a longer file is refused before the rest is read
   * @throws TextRefused for a longer file or another encoding, with the file's name
   */
  public static String text(Path file, int bytesMax) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return Utf8.read(in, bytesMax);
    } catch (TextRefused e) {
      Problem problem = e.problem();
      throw new TextRefused(
          e.line(), file + ": " + problem.found(), problem.expected(), problem.cure());
    }
  }

  /** Text of a file of keys or certificates; see {@link #text}. */
  public static String keys(Path file) throws IOException {
    return text(file, KEYS_BYTES_MAX);
  }

  /**
   * Bytes of a file.
   *
   * @throws TextRefused for one that is longer than the bound
   */
  public static byte[] bytes(Path file, int bytesMax) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(bytesMax + 1);
      if (bytes.length > bytesMax) {
        throw new TextRefused(
            0,
            file + ": more than " + bytesMax + " bytes",
            bytesMax + " at most",
            "name the right file");
      }
      return bytes;
    }
  }
}
