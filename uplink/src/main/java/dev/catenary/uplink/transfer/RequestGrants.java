package dev.catenary.uplink.transfer;

import java.io.InputStream;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.SdkHttpRequest;

/** Somebody who gives the right to send requests, one by one. Any thread may ask. */
@FunctionalInterface
public interface RequestGrants {
  /**
   * The request that may be sent in place of this one.
   *
   * @param key of the object that it is about
   * @param body opens the bytes to be sent; null for none
   */
  SdkHttpRequest grant(String key, SdkHttpRequest wanted, @Nullable Supplier<InputStream> body)
      throws StoreException;
}
