package dev.catenary.device.page.access;

import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import dev.catenary.durable.WholeFile;
import java.io.IOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.tinylog.Logger;

/**
 * Keys at an https address, asked for seldom and kept on the disk: a token that was issued while
 * there was a network still counts when there is none.
 */
final class KeyAddress implements TokenKeys {
  private static final int CONNECT_MILLIS = 2_000;
  private static final int READ_MILLIS = 3_000;
  private static final int BYTES_MAX = 128 * 1024;
  private static final long FRESH_NANOS = 600_000_000_000L;
  private static final long AGAIN_NANOS = 60_000_000_000L;

  private final URL address;
  private final Path copy;
  private final LongSupplier nanoClock;
  private @Nullable JWKSet known;
  private long knownNanos;
  private long triedNanos;
  private boolean tried;

  /**
   * @param copy where the keys that were had last are kept
   */
  KeyAddress(URL address, Path copy, LongSupplier nanoClock) {
    this.address = address;
    this.copy = copy;
    this.nanoClock = nanoClock;
  }

  @Override
  public synchronized JWKSet keys(boolean anew) throws IOException {
    long now = nanoClock.getAsLong();
    JWKSet there = known;
    boolean old = there == null || now - knownNanos > FRESH_NANOS;
    if ((old || anew) && (!tried || now - triedNanos > AGAIN_NANOS)) {
      tried = true;
      triedNanos = now;
      ask(now);
      there = known;
    }
    if (there == null && Files.exists(copy)) {
      there = new KeyFile(copy).keys(false);
      known = there;
    }
    if (there == null) {
      throw new IOException(
          "found no keys at "
              + address
              + "; expected a JWK set; cure: connect the vehicle, or sign"
              + " in with a grant");
    }
    return there;
  }

  private void ask(long now) {
    try {
      String text =
          new DefaultResourceRetriever(CONNECT_MILLIS, READ_MILLIS, BYTES_MAX)
              .retrieveResource(address)
              .getContent();
      JWKSet set = JWKSet.parse(text).toPublicJWKSet();
      known = set;
      knownNanos = now;
      WholeFile.write(copy, set.toString());
    } catch (IOException | ParseException e) {
      Logger.warn("the keys of {} were not to be had: {}", address, e.getMessage());
    }
  }
}
