package dev.catenary.uplink.iot;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.catenary.proto.counter.Counters;
import dev.catenary.proto.counter.DeviceCounter;
import dev.catenary.proto.message.Command;
import dev.catenary.proto.message.CommandAnswer;
import dev.catenary.proto.message.CommandAnswer.Outcome;
import dev.catenary.proto.message.HostTimeSpan;
import dev.catenary.proto.message.Zone;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.tinylog.Logger;

/**
 * Has each command of the inbox done once, and answers each. An answer that did not arrive is sent
 * again; a command that comes a second time gets the answer of the first.
 */
final class CommandHandler {
  static final int FORMAT_VERSION = 1;

  private static final int DEEDS_A_STEP = 16;
  private static final int REASON_MAX = 2_000;

  private final CommandInbox inbox;
  private final Commands commands;
  private final String topic;
  private final String vehicle;
  private final InstantSource clock;
  private final Counters counters;
  private CommandInbox.@Nullable Answered sending;
  private @Nullable CompletableFuture<Delivery> underWay;

  /**
   * @param topic of the answers
   */
  CommandHandler(
      CommandInbox inbox,
      Commands commands,
      String topic,
      String vehicle,
      InstantSource clock,
      Counters counters) {
    this.inbox = inbox;
    this.commands = commands;
    this.topic = topic;
    this.vehicle = vehicle;
    this.clock = clock;
    this.counters = counters;
  }

  /** Does what waits, with or without a line; what was kept before a restart comes first. */
  int work() {
    int done = 0;
    while (done < DEEDS_A_STEP) {
      CommandInbox.Kept kept = inbox.next();
      if (kept == null) {
        break;
      }
      inbox.done(kept, answer(kept.payload()));
      done++;
    }
    return done;
  }

  /** Any bytes are allowed. */
  private CommandAnswer answer(ByteString payload) {
    try {
      return answer(Command.parseFrom(payload));
    } catch (InvalidProtocolBufferException e) {
      counters.increment(DeviceCounter.COMMANDS_REFUSED);
      return filled(
          "",
          Answer.refused(
              "found "
                  + payload.size()
                  + " bytes that are no catenary.Command ("
                  + e.getMessage()
                  + "); expected one; cure: send what proto/command.proto describes"));
    }
  }

  private CommandAnswer answer(Command command) {
    String id = command.getCommandId();
    Optional<CommandAnswer> before = inbox.answered(id);
    if (before.isPresent()) {
      return before.get();
    }
    Answer answer = done(command);
    Logger.info("command {} is {}: {}", id, answer.outcome(), answer.reason());
    counters.increment(
        answer.outcome() == Outcome.REFUSED
            ? DeviceCounter.COMMANDS_REFUSED
            : DeviceCounter.COMMANDS_DONE);
    return filled(id, answer);
  }

  private Answer done(Command command) {
    String id = command.getCommandId();
    if (!isName(id)) {
      return Answer.refused(
          "found command id '"
              + id
              + "'; expected letters, digits, '.', '_' or '-', 64 at most; cure: choose another");
    }
    if (command.getFormatVersion() != FORMAT_VERSION) {
      return Answer.refused(
          "found command version "
              + command.getFormatVersion()
              + "; expected "
              + FORMAT_VERSION
              + "; cure: update the one that is older");
    }
    if (command.getExpiresHostNanos() != 0 && command.getExpiresHostNanos() < now()) {
      return Answer.refused(
          "found a command that has expired; expected it before "
              + Instant.EPOCH.plusNanos(command.getExpiresHostNanos())
              + "; cure: send a new one");
    }
    return switch (command.getOrderCase()) {
      case SEND_JOURNAL ->
          switch (command.getSendJournal().getOfCase()) {
            case SPAN -> span(id, command.getSendJournal().getSpan());
            case ZONE -> zone(id, command.getSendJournal().getZone());
            case OF_NOT_SET ->
                Answer.refused(
                    "found no span and no zone; expected one of them; cure: name what to send");
          };
      case SET_UPLOAD_POLICY -> commands.setUploadPolicy(command.getSetUploadPolicy().getName());
      case SET_MISSION -> commands.setMission(command.getSetMission().getLabel());
      case ORDER_NOT_SET ->
          Answer.refused(
              "found a command that this software does not know; expected send_journal,"
                  + " set_upload_policy or set_mission; cure: update the vehicle's software");
    };
  }

  private Answer span(String id, HostTimeSpan span) {
    if (span.getFirstHostNanos() > span.getLastHostNanos()) {
      return Answer.refused(
          "found a span that ends before it begins; expected the earlier time first; cure: swap"
              + " them");
    }
    return commands.sendRecording(id, span);
  }

  private Answer zone(String id, Zone zone) {
    if (zone.getCrs().isEmpty() || zone.getCellMetres() == 0) {
      return Answer.refused(
          "found a zone without crs or cell size; expected both, as its manifest has them; cure:"
              + " fill them in");
    }
    return commands.sendRecording(id, zone);
  }

  private static boolean isName(String text) {
    return text.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
  }

  private CommandAnswer filled(String id, Answer answer) {
    String reason = answer.reason();
    return CommandAnswer.newBuilder()
        .setFormatVersion(FORMAT_VERSION)
        .setVehicle(vehicle)
        .setCommandId(id)
        .setOutcome(answer.outcome())
        .setReason(reason.length() > REASON_MAX ? reason.substring(0, REASON_MAX) : reason)
        .setAnsweredHostNanos(now())
        .build();
  }

  private long now() {
    Instant now = clock.instant();
    return now.getEpochSecond() * 1_000_000_000L + now.getNano();
  }

  /** Sends the answers that are due, one at a time and in their order. */
  int step(BrokerLine line) {
    CompletableFuture<Delivery> last = underWay;
    if (last != null) {
      if (!last.isDone()) {
        return 0;
      }
      underWay = null;
      CommandInbox.Answered sent = sending;
      // A refused answer would be refused again; the line has counted and told it.
      if (sent != null && !(last.join() instanceof Delivery.Lost)) {
        inbox.told(sent);
      }
    }
    CommandInbox.Answered first = inbox.toTell();
    if (first == null || !line.state().up()) {
      return 0;
    }
    sending = first;
    underWay = line.publish(topic, first.answer().toByteArray());
    return 1;
  }
}
