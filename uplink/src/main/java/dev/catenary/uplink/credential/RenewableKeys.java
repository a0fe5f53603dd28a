package dev.catenary.uplink.credential;

/** Keys that are fetched anew when somebody says that they were refused. */
public interface RenewableKeys {
  /**
   * Tells that the store has refused the keys in use. Those given next are others.
   *
   * @return false where it is not worth while to try again at once
   */
  boolean renew();
}
