package dev.catenary.grants.door;

import dev.catenary.grants.Answer;
import dev.catenary.grants.AuditLog;
import dev.catenary.grants.Caller;
import dev.catenary.grants.GrantDesk;
import dev.catenary.grants.GrantRequest;
import dev.catenary.grants.Reason;
import dev.catenary.grants.RefusedException;
import dev.catenary.grants.identity.DeviceCertificates;
import dev.catenary.grants.identity.PeopleTokens;
import java.net.InetAddress;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What both doors do alike: who is it, what is asked, what does the desk say, write it down. */
public final class Reception {
  private static final String BEARER = "bearer ";

  private final DeviceCertificates devices;
  private final @Nullable PeopleTokens people;
  private final GrantDesk desk;
  private final AuditLog audit;
  private final InstantSource clock;

  /** What to send back. */
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

  /** Answers one request, whatever its bytes. */
  public Reply answer(Presented presented, byte[] body, InetAddress source) {
    Instant now = clock.instant();
    String who = "nobody";
    Answer answer;
    try {
      Caller caller = identify(presented, now);
      who = caller.identity();
      GrantRequest request = RequestJson.read(body);
      answer = desk.decide(caller, request, now, source);
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
