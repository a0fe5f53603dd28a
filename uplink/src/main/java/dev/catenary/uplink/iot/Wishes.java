package dev.catenary.uplink.iot;

/** Who decides over what the device shadow wishes. Called in the broker's thread. */
public interface Wishes {
  /**
   * Tries on what is desired, as a whole.
   *
   * @param uploadJson the object {@code desired.upload}: the keys of the configuration's upload
   *     section that choose policies
   */
  Verdict upload(String uploadJson);

  /**
   * What was decided.
   *
   * @param taken whether it holds from now on, over a restart too
   * @param reason why it was not taken; empty when it was
   * @param active name of the upload policy that holds now
   */
  record Verdict(boolean taken, String reason, String active) {}
}
