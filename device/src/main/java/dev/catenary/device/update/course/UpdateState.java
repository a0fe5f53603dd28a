package dev.catenary.device.update.course;

import dev.catenary.device.update.trust.attack.MalformedMetadataException;
import dev.catenary.device.update.trust.format.Json;
import dev.catenary.device.update.trust.format.JsonWriter;
import dev.catenary.device.update.trust.format.StrictJson;
import java.util.Map;

/**
 * State of the update in hand, or of the last one.
 *
 * @param request number of what was asked for; rises with each order
 * @param source folder that it comes from; empty for the configured repository
 * @param release its name for people; empty before it is known
 * @param counter its release counter
 * @param number of the installation; 0 before it
 * @param why in words: what is waited for, or how it ended
 * @param attack name of the last attack seen; kept until another
 * @param sinceSeconds wall clock of the phase's begin, seconds since 1970
 * @param baseline under the old release
 * @param provenSeconds of the trial so far, monotonic time
 * @param failedCounter counter of the release that fell back last; not fetched again by itself
 * @param switches how often the service ended for it
 */
public record UpdateState(
    Phase phase,
    long request,
    String source,
    String release,
    long counter,
    long number,
    String why,
    String attack,
    long sinceSeconds,
    Baseline baseline,
    long provenSeconds,
    long failedCounter,
    long switches) {
  private static final int WHY_CHARACTERS_MAX = 1_000;

  public static final UpdateState NONE =
      new UpdateState(Phase.IDLE, 0, "", "", 0, 0, "", "", 0, Baseline.NONE, 0, 0, 0);

  public UpdateState {
    why = why.substring(0, Math.min(why.length(), WHY_CHARACTERS_MAX));
  }

  byte[] bytes() {
    Json.Members json = Json.members();
    Map<String, Json> all = json.entries();
    all.put("phase", Json.of(phase.name()));
    all.put("request", Json.of(request));
    all.put("source", Json.of(source));
    all.put("release", Json.of(release));
    all.put("counter", Json.of(counter));
    all.put("number", Json.of(number));
    all.put("why", Json.of(why));
    all.put("attack", Json.of(attack));
    all.put("since", Json.of(sinceSeconds));
    all.put("baseline", baseline.json());
    all.put("proven", Json.of(provenSeconds));
    all.put("failed", Json.of(failedCounter));
    all.put("switches", Json.of(switches));
    return JsonWriter.bytes(json);
  }

  static UpdateState of(byte[] bytes) throws MalformedMetadataException {
    Json.Members json = StrictJson.read("the update's state", bytes);
    Phase phase;
    try {
      phase = Phase.valueOf(json.text("phase"));
    } catch (IllegalArgumentException e) {
      throw new MalformedMetadataException("\"phase\"", json.text("phase"), "a phase");
    }
    return new UpdateState(
        phase,
        json.whole("request"),
        json.text("source"),
        json.text("release"),
        json.whole("counter"),
        json.whole("number"),
        json.text("why"),
        json.text("attack"),
        json.whole("since"),
        Baseline.of(json.members("baseline")),
        json.whole("proven"),
        json.whole("failed"),
        json.whole("switches"));
  }

  UpdateState to(Phase next, String reason, long nowSeconds) {
    return new UpdateState(
        next,
        request,
        source,
        release,
        counter,
        number,
        reason,
        attack,
        nowSeconds,
        baseline,
        provenSeconds,
        next == Phase.FELL_BACK ? counter : failedCounter,
        next == Phase.SWITCHING ? switches + 1 : switches);
  }

  UpdateState waitingFor(String reason) {
    return new UpdateState(
        phase,
        request,
        source,
        release,
        counter,
        number,
        reason,
        attack,
        sinceSeconds,
        baseline,
        provenSeconds,
        failedCounter,
        switches);
  }

  UpdateState proven(long seconds) {
    return new UpdateState(
        phase,
        request,
        source,
        release,
        counter,
        number,
        why,
        attack,
        sinceSeconds,
        baseline,
        seconds,
        failedCounter,
        switches);
  }

  UpdateState from(String release, long counter) {
    return new UpdateState(
        phase,
        request,
        source,
        release,
        counter,
        number,
        why,
        attack,
        sinceSeconds,
        baseline,
        provenSeconds,
        failedCounter,
        switches);
  }

  UpdateState installed(long number) {
    return new UpdateState(
        phase,
        request,
        source,
        release,
        counter,
        number,
        why,
        attack,
        sinceSeconds,
        baseline,
        provenSeconds,
        failedCounter,
        switches);
  }

  UpdateState attacked(String name) {
    return new UpdateState(
        phase,
        request,
        source,
        release,
        counter,
        number,
        why,
        name,
        sinceSeconds,
        baseline,
        provenSeconds,
        failedCounter,
        switches);
  }

  UpdateState under(Baseline now) {
    return new UpdateState(
        phase,
        request,
        source,
        release,
        counter,
        number,
        why,
        attack,
        sinceSeconds,
        now,
        0,
        failedCounter,
        switches);
  }

  UpdateState ordered(long request, String folder, long nowSeconds) {
    return new UpdateState(
        Phase.FETCHING,
        request,
        folder,
        "",
        0,
        0,
        "",
        attack,
        nowSeconds,
        Baseline.NONE,
        0,
        failedCounter,
        0);
  }
}
