package dev.catenary.grants.request;

import java.net.InetAddress;
import org.tinylog.Logger;
import org.tinylog.TaggedLogger;

/** One line for each grant and each refusal. The grant itself, a right, is in none of them. */
public final class AuditLog {
  private final TaggedLogger log = Logger.tag("audit");

  /** A request that was read, and what was said to it. */
  public void decided(Caller caller, GrantRequest request, InetAddress source, Answer answer) {
    String asked =
        caller.identity()
            + " from "
            + source.getHostAddress()
            + " request "
            + request.id()
            + ' '
            + request.action().word()
            + ' '
            + request.key()
            + " captured "
            + request.capturedAt();
    switch (answer) {
      case Answer.Grant grant ->
          log.info(
              "granted {} utility {} bucket {} evidence {} until {}",
              asked,
              grant.utility(),
              grant.bucket(),
              grant.evidence(),
              grant.expires());
      case Answer.Refusal refusal ->
          log.warn("refused {} reason {}: {}", asked, refusal.reason().word(), refusal.text());
    }
  }

  /** Somebody without an identity, or with a request that is none. */
  public void turnedAway(String who, String source, Answer.Refusal refusal) {
    log.warn(
        "refused {} from {} reason {}: {}", who, source, refusal.reason().word(), refusal.text());
  }
}
