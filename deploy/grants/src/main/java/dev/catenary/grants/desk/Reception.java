package dev.catenary.grants.desk;

import dev.catenary.grants.identity.DeviceCertificates;
import dev.catenary.grants.identity.PeopleTokens;
import dev.catenary.grants.request.Answer;
import dev.catenary.grants.request.AuditLog;
import dev.catenary.grants.request.Caller;
import dev.catenary.grants.request.GrantRequest;
import dev.catenary.grants.request.Reason;
import dev.catenary.grants.request.RefusedException;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Common path of both doors: identify the caller, read the request, ask the desk, log the answer.
 */
public final class Reception {
  private static final String BEARER = "bearer ";

  private final DeviceCertificates devices;
  private final @Nullable PeopleTokens people;
  private final GrantDesk desk;
  private final AuditLog audit;
  private final InstantSource clock;

  /** The bytes of a request, which may not have come yet. */
  @FunctionalInterface
  public interface Body {
    byte[] read() throws IOException, RefusedException;
  }

  /** Response to a caller. */
  public record Reply(int status, String body) {}

  /**
   * Prepares.
   *
   * @param people null where only vehicles are served
   */
  public Reception(
      DeviceCertificates devices,
      @Nullable PeopleTokens people,
      GrantDesk desk,
      AuditLog audit,
      InstantSource clock) {
    this.devices = devices;
    this.people = people;
    this.desk = desk;
    this.audit = audit;
    this.clock = clock;
  }

  /**
   * Answers one request, whatever its bytes.
   *
   * @param body is not read for a caller who is unknown or not let in
   */
  public Reply answer(Presented presented, Body body, InetAddress source) throws IOException {
    String who = "nobody";
    Answer answer;
    try {
      Caller caller = identify(presented, clock.instant());
      who = caller.identity();
      desk.admit(caller);
      GrantRequest request = RequestJson.read(body.read());
      answer = desk.decide(caller, request, clock.instant(), source);
      audit.decided(caller, request, source, answer);
    } catch (RefusedException e) {
      var refusal = new Answer.Refusal(e.reason(), String.valueOf(e.getMessage()));
      audit.turnedAway(who, source.getHostAddress(), refusal);
      answer = refusal;
    }
    return new Reply(AnswerJson.status(answer), AnswerJson.write(answer));
  }

  private Caller identify(Presented presented, Instant now) throws RefusedException {
    if (!presented.chain().isEmpty()) {
      return devices.vehicle(presented.chain(), now);
    }
    String authorization = presented.authorization();
    if (authorization != null
        && authorization.toLowerCase(Locale.ROOT).startsWith(BEARER)
        && people != null) {
      return people.person(authorization.substring(BEARER.length()).strip(), now);
    }
    throw new RefusedException(
        Reason.NO_IDENTITY,
        "neither a certificate nor a token",
        people == null ? "a vehicle's certificate" : "a vehicle's certificate or a person's token",
        "show one");
  }
}
