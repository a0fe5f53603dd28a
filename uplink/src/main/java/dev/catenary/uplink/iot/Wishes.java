package dev.catenary.uplink.iot;

import java.util.List;

/** Decision over the desired state of the device shadow. Called in the broker's thread. */
public interface Wishes {
  /**
   * Tries on what is desired, as a whole.
   *
   * @param uploadJson the object {@code desired.upload}: the keys of the configuration's upload
   *     section that choose policies
   */
  Verdict upload(String uploadJson);

  /** Takes up one entry of the list {@code desired.journal}; the same once more is harmless. */
  default Answer recording(DesiredRecording wish) {
    return Answer.refused(
        "found nobody on this vehicle who keeps a raw journal; expected journal.enabled: true; cure:"
            + " turn it on there");
  }

  /** The recordings that were asked for last, by whomever; asked once a second at most. */
  default List<RecordingState> recordings() {
    return List.of();
  }

  /**
   * Decision.
   *
   * @param taken whether it holds from now on, over a restart too
   * @param reason why it was not taken; empty when it was
   * @param active name of the upload policy that holds now
   */
  record Verdict(boolean taken, String reason, String active) {}
}
