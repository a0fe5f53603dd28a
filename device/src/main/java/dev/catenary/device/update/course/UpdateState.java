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
    Draft draft = new Draft(this);
    draft.phase = next;
    draft.why = reason;
    draft.sinceSeconds = nowSeconds;
    draft.failedCounter = next == Phase.FELL_BACK ? counter : failedCounter;
    draft.switches = next == Phase.SWITCHING ? switches + 1 : switches;
    return draft.state();
  }

  UpdateState waitingFor(String reason) {
    Draft draft = new Draft(this);
    draft.why = reason;
    return draft.state();
  }

  UpdateState proven(long seconds) {
    Draft draft = new Draft(this);
    draft.provenSeconds = seconds;
    return draft.state();
  }

  UpdateState from(String name, long itsCounter) {
    Draft draft = new Draft(this);
    draft.release = name;
    draft.counter = itsCounter;
    return draft.state();
  }

  UpdateState installed(long itsNumber) {
    Draft draft = new Draft(this);
    draft.number = itsNumber;
    return draft.state();
  }

  UpdateState attacked(String name) {
    Draft draft = new Draft(this);
    draft.attack = name;
    return draft.state();
  }

  UpdateState under(Baseline now) {
    Draft draft = new Draft(this);
    draft.baseline = now;
    draft.provenSeconds = 0;
    return draft.state();
  }

  /** A new order; of the one before stay the last attack and the counter that fell back. */
  UpdateState ordered(long itsRequest, String folder, long nowSeconds) {
    Draft draft = new Draft(NONE);
    draft.phase = Phase.FETCHING;
    draft.request = itsRequest;
    draft.source = folder;
    draft.attack = attack;
    draft.sinceSeconds = nowSeconds;
    draft.failedCounter = failedCounter;
    return draft.state();
  }

  /** A copy in which some of a state is changed: a record has no such thing. */
  private static final class Draft {
    private Phase phase;
    private long request;
    private String source;
    private String release;
    private long counter;
    private long number;
    private String why;
    private String attack;
    private long sinceSeconds;
    private Baseline baseline;
    private long provenSeconds;
    private long failedCounter;
    private long switches;

    private Draft(UpdateState of) {
      phase = of.phase;
      request = of.request;
      source = of.source;
      release = of.release;
      counter = of.counter;
      number = of.number;
      why = of.why;
      attack = of.attack;
      sinceSeconds = of.sinceSeconds;
      baseline = of.baseline;
      provenSeconds = of.provenSeconds;
      failedCounter = of.failedCounter;
      switches = of.switches;
    }

    private UpdateState state() {
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
  }
}
