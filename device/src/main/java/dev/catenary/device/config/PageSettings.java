package dev.catenary.device.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Settings by which the page is served.
 *
 * @param port 0 for no page
 * @param addresses local ones to listen at
 * @param names under which the vehicle is reached, beside its addresses
 * @param certificate PEM; made with its key where neither is there
 * @param readOnlyWithoutSignIn whether everybody near may look
 * @param idleMax a session that is not used for so long ends
 * @param lifeMax each session ends after this
 * @param viewers of live points at once
 * @param viewerBitsPerSecond that each is sent at most
 */
public record PageSettings(
    int port,
    List<String> addresses,
    List<String> names,
    Path certificate,
    Path key,
    boolean readOnlyWithoutSignIn,
    Duration idleMax,
    Duration lifeMax,
    int viewers,
    int viewerBitsPerSecond,
    SignInSettings signIn) {
  public PageSettings {
    addresses = List.copyOf(addresses);
    names = List.copyOf(names);
  }

  /** Tests whether there is a page at all. */
  public boolean isOn() {
    return port != 0;
  }
}
