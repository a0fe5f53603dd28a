package dev.catenary.uplink.credential;

import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tinylog.Logger;

/** Textual encoding of keys and certificates. Source: RFC 7468. */
final class PemText {
  private static final Pattern BLOCK =
      Pattern.compile(
          "-----BEGIN ([A-Z0-9 ]+)-----\\s*([A-Za-z0-9+/=\\s]*?)-----END \\1-----", Pattern.DOTALL);
  private static final int LINE = 64;

  private PemText() {}

  /** One block: what it is, and its bytes. */
  record Block(String label, ByteString bytes) {}

  /** The blocks of a text in their order; what stands between them is left out. */
  static List<Block> parse(String text) {
    List<Block> blocks = new ArrayList<>();
    Matcher matcher = BLOCK.matcher(text);
    while (matcher.find()) {
      try {
        byte[] bytes = Base64.getMimeDecoder().decode(matcher.group(2));
        blocks.add(new Block(matcher.group(1), ByteString.copyFrom(bytes)));
      } catch (IllegalArgumentException e) {
        // Not base64 after all: as if it were not there.
        Logger.debug("a block of PEM is not base64: {}", e.getMessage());
      }
    }
    return blocks;
  }

  static String of(String label, byte[] bytes) {
    String body = Base64.getMimeEncoder(LINE, new byte[] {'\n'}).encodeToString(bytes);
    return String.format(
        Locale.ROOT, "-----BEGIN %s-----\n%s\n-----END %s-----\n", label, body, label);
  }
}
