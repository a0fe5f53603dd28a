package dev.catenary.fleet.desk.mail;

import dev.catenary.fleet.desk.store.FindingStore;
import dev.catenary.fleet.desk.store.Outbox;
import dev.catenary.proto.message.FleetAlert;
import dev.catenary.proto.message.FleetFinding;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.tinylog.Logger;

/**
 * Makes mails of alerts. Up to {@value #MAILS_A_MINUTE} in a minute each have their own; what comes
 * above is gathered into one. A mail that the server may have taken is sent again under the same
 * Message-ID.
 */
public final class Mailer {
  static final int MAILS_A_MINUTE = 10;
  private static final long MINUTE_MILLIS = 60_000;

  private final Outbox outbox;
  private final Post post;
  private final InstantSource clock;
  private final Deque<Long> named = new ArrayDeque<>();

  public Mailer(FindingStore store, Post post, InstantSource clock) {
    this.outbox = store.outbox();
    this.post = post;
    this.clock = clock;
  }

  /** Way of a mail to a server. */
  @FunctionalInterface
  public interface Post {
    /**
     * Sends.
     *
     * @param messageId with its angle brackets
     * @throws PostException when the server did not say that it has it
     */
    void send(String messageId, String subject, String text) throws PostException;
  }

  /** The mail server has not taken a mail, as far as is known. */
  public static final class PostException extends Exception {
    private static final long serialVersionUID = 1;

    public PostException(String found, Throwable cause) {
      super(found, cause);
    }
  }

  /** Names and sends what waits; the number of mails that were taken. */
  public int doWork() {
    nameWaiting();
    int sent = 0;
    for (Map.Entry<String, List<Outbox.Waiting>> mail : outbox.unsent().entrySet()) {
      List<FleetAlert> alerts = mail.getValue().stream().map(Outbox.Waiting::alert).toList();
      try {
        post.send(mail.getKey(), subject(alerts), text(alerts));
        outbox.sent(mail.getValue(), clock.millis());
        sent++;
      } catch (PostException e) {
        Logger.warn("a mail waits: {}", e.getMessage());
        return sent;
      }
    }
    return sent;
  }

  private void nameWaiting() {
    long now = clock.millis();
    while (!named.isEmpty() && named.getFirst() <= now - MINUTE_MILLIS) {
      named.removeFirst();
    }
    List<Outbox.Waiting> waiting = outbox.unnamed();
    while (!waiting.isEmpty() && named.size() < MAILS_A_MINUTE) {
      boolean last = named.size() == MAILS_A_MINUTE - 1;
      // The last of a minute takes all that waits.
      List<Outbox.Waiting> one = last ? waiting : waiting.subList(0, 1);
      outbox.name(one, messageId(one.getFirst().alert()));
      waiting = new ArrayList<>(waiting.subList(one.size(), waiting.size()));
      named.addLast(now);
    }
  }

  private static String messageId(FleetAlert alert) {
    return "<" + alert.getAlertId() + (alert.getWithdrawn() ? "-withdrawn" : "") + "@catenary>";
  }

  private static String subject(List<FleetAlert> alerts) {
    if (alerts.size() > 1) {
      return "Catenary: " + alerts.size() + " changes of clearance violations";
    }
    FleetAlert alert = alerts.getFirst();
    return alert.getWithdrawn()
        ? "Catenary: a clearance violation is withdrawn"
        : String.format(
            Locale.ROOT,
            "Catenary: clearance violation, %.2f m of %.2f m",
            alert.getFinding().getLoadedDistanceMetres(),
            alert.getFinding().getRequiredMetres());
  }

  private static String text(List<FleetAlert> alerts) {
    StringBuilder text = new StringBuilder();
    for (FleetAlert alert : alerts) {
      FleetFinding finding = alert.getFinding();
      text.append(
          String.format(
              Locale.ROOT,
              """
              %s: %s
              Place: %.6f, %.6f (latitude, longitude, %s), zone %s
              Loaded distance %.2f m, standard error %.2f m; rule %s asks for %.2f m
              Seen by %s, mission %s, event %s
              Finding %s, version %d

              """,
              alert.getWithdrawn() ? "Withdrawn" : "Violation",
              FindingStore.state(finding),
              finding.getLatitudeDegrees(),
              finding.getLongitudeDegrees(),
              finding.getDatum(),
              finding.getZone(),
              finding.getLoadedDistanceMetres(),
              finding.getErrorMetres(),
              finding.getRule(),
              finding.getRequiredMetres(),
              finding.getVehicle(),
              finding.getMission(),
              finding.getEventId(),
              finding.getFindingId(),
              finding.getVersion()));
    }
    return text.append("This is triage (look here first), not a statement of compliance.\n")
        .toString();
  }
}
