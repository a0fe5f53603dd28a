package dev.catenary.device.recording;

import dev.catenary.device.cloud.RecordingOrders;
import dev.catenary.proto.message.HostTimeSpan;
import dev.catenary.proto.message.Zone;
import dev.catenary.proto.zone.ZoneId;
import dev.catenary.uplink.iot.Answer;
import dev.catenary.uplink.iot.DesiredRecording;
import dev.catenary.uplink.iot.RecordingState;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Takes requests for the raw journal into the book, by command and by the shadow's list alike. */
public final class RecordingRequests implements RecordingOrders {
  private static final int OPEN_MAX = 64;
  private static final int TOLD_MAX = 10;
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
  private static final Pattern SLUG = Pattern.compile("[a-z0-9.]+-[0-9]+m-{1,2}[0-9]+-{1,2}[0-9]+");

  private final RequestBook book;
  private final InstantSource clock;

  public RecordingRequests(RequestBook book, InstantSource clock) {
    this.book = book;
    this.clock = clock;
  }

  @Override
  public Answer send(String commandId, HostTimeSpan span) {
    return take(commandId, new Asked.Span(span.getFirstHostNanos(), span.getLastHostNanos()));
  }

  @Override
  public Answer send(String commandId, Zone zone) {
    ZoneId id = new ZoneId(zone.getCrs(), zone.getCellMetres(), zone.getColumn(), zone.getRow());
    return take(commandId, new Asked.OfZone(id.slug()));
  }

  @Override
  public Answer wish(DesiredRecording wish) {
    if (!ID.matcher(wish.id()).matches()) {
      return Answer.refused(
          "found id '"
              + wish.id()
              + "'; expected letters, digits, '.', '_' or '-', 64 at most; cure: choose another");
    }
    boolean span = !wish.from().isEmpty() && !wish.to().isEmpty() && wish.zone().isEmpty();
    boolean zone = wish.from().isEmpty() && wish.to().isEmpty() && !wish.zone().isEmpty();
    if (!span && !zone) {
      return Answer.refused(
          "found not just one of time and zone; expected id, from and to, or id and zone; cure:"
              + " complete it or take one out");
    }
    if (zone) {
      return SLUG.matcher(wish.zone()).matches()
          ? take(wish.id(), new Asked.OfZone(wish.zone()))
          : Answer.refused(
              "found zone '"
                  + wish.zone()
                  + "'; expected a name as epsg32755-32m-21875-181250; cure: copy it from a"
                  + " chunk's name");
    }
    return wishedSpan(wish);
  }

  private Answer wishedSpan(DesiredRecording wish) {
    Optional<Instant> from = time(wish.from());
    Optional<Instant> to = time(wish.to());
    if (from.isEmpty() || to.isEmpty() || from.get().isAfter(to.get())) {
      return Answer.refused(
          "found "
              + wish.from()
              + " to "
              + wish.to()
              + "; expected two times as 2026-11-21T03:04:05Z, the earlier first; cure: correct"
              + " them");
    }
    return take(wish.id(), new Asked.Span(nanos(from.get()), nanos(to.get())));
  }

  /** Of the years that nanoseconds can say. */
  private static Optional<Instant> time(String text) {
    try {
      OffsetDateTime time = OffsetDateTime.parse(text);
      return time.getYear() >= 1970 && time.getYear() < 2262
          ? Optional.of(time.toInstant())
          : Optional.empty();
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private synchronized Answer take(String id, Asked asked) {
    Request before = book.find(id).orElse(null);
    if (before != null) {
      return before.asked().equals(asked)
          ? answer(before)
          : Answer.refused(
              "found id "
                  + id
                  + " for another request, "
                  + words(before.asked())
                  + "; expected a new one; cure: choose another id");
    }
    if (book.open().size() >= OPEN_MAX) {
      return Answer.refused(
          "found "
              + OPEN_MAX
              + " requests that are not at their end; expected fewer; cure: wait for those");
    }
    try {
      Request request = Request.of(id, asked, nanos(clock.instant()));
      book.enter(request);
      return answer(request);
    } catch (IOException e) {
      return Answer.refused(
          "found that the request cannot be kept ("
              + e.getMessage()
              + "); expected a journal folder that can be written to, on a file system with hard"
              + " links; cure: look after the disk and ask again");
    }
  }

  private static Answer answer(Request request) {
    return switch (request.state()) {
      case WAITING, SENDING -> Answer.accepted("the raw journal, " + words(request.asked()));
      case SENT -> Answer.done("sent in " + request.parts().size() + " files");
      case NOTHING -> Answer.done(request.reason());
      case REFUSED -> Answer.refused(request.reason());
    };
  }

  private static String words(Asked asked) {
    return switch (asked) {
      case Asked.Span(long first, long last) ->
          Instant.EPOCH.plusNanos(first) + " to " + Instant.EPOCH.plusNanos(last);
      case Asked.OfZone(String slug) -> "zone " + slug;
    };
  }

  @Override
  public List<RecordingState> states() {
    return book.newest(TOLD_MAX).stream()
        .map(
            request ->
                new RecordingState(
                    request.id(),
                    request.state().name().toLowerCase(Locale.ROOT),
                    request.sentParts(),
                    request.parts().size(),
                    request.reason()))
        .toList();
  }

  private static long nanos(Instant at) {
    return at.getEpochSecond() * 1_000_000_000L + at.getNano();
  }
}
