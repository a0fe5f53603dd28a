package dev.catenary.device.update.part;

import dev.catenary.device.update.trust.attack.MalformedMetadataException;
import dev.catenary.device.update.trust.format.Json;
import dev.catenary.device.update.trust.format.JsonWriter;
import dev.catenary.device.update.trust.format.StrictJson;
import java.util.Optional;

/**
 * Choice of a part, as it is kept on the disk.
 *
 * @param active in use; empty where the configuration says what is
 * @param before fallback of the active one
 * @param reached counter of the newest that has proved good
 * @param proven true when the active one has run long enough
 * @param boot of the machine under which an unproven one began and did not end in order; empty for
 *     none
 * @param ends how often the service ended by itself under an unproven one
 * @param tried counter of what was tried last
 * @param tries how often it was tried without an answer
 * @param refused counter of what was refused last
 * @param refusedBy software that refused it
 * @param why in words, of the last refusal or fallback
 */
public record PartChoice(
    Optional<Part> active,
    Optional<Part> before,
    long reached,
    boolean proven,
    String boot,
    long ends,
    long tried,
    long tries,
    long refused,
    String refusedBy,
    String why) {
  private static final int WHY_CHARACTERS_MAX = 1_000;

  static final PartChoice NONE =
      new PartChoice(Optional.empty(), Optional.empty(), 0, true, "", 0, 0, 0, 0, "", "");

  public PartChoice {
    why = why.substring(0, Math.min(why.length(), WHY_CHARACTERS_MAX));
  }

  /** Place that the next one is written to. */
  String idle() {
    return active.filter(part -> part.place().equals("a")).isPresent() ? "b" : "a";
  }

  /** The idle place is written to: what lay there is gone. */
  PartChoice withoutBefore() {
    return new PartChoice(
        active,
        Optional.empty(),
        reached,
        proven,
        boot,
        ends,
        tried,
        tries,
        refused,
        refusedBy,
        why);
  }

  PartChoice trying(long counter) {
    return new PartChoice(
        active,
        before,
        reached,
        proven,
        boot,
        ends,
        counter,
        counter == tried ? tries + 1 : 1,
        refused,
        refusedBy,
        why);
  }

  PartChoice refusing(long counter, String by, String reason) {
    return new PartChoice(active, before, reached, proven, boot, ends, 0, 0, counter, by, reason);
  }

  PartChoice taking(Part part, String bootNow) {
    return new PartChoice(
        Optional.of(part), active, reached, false, bootNow, 0, 0, 0, refused, refusedBy, "");
  }

  /** The active one is left for the one before it; that one has proved good in its time. */
  PartChoice fallingBack(String by, String reason) {
    long counter = active.map(Part::counter).orElse(0L);
    return new PartChoice(
        before,
        Optional.empty(),
        reached,
        true,
        "",
        0,
        0,
        0,
        Math.max(counter, refused),
        by,
        reason);
  }

  PartChoice begun(String bootNow, long itsEnds) {
    return new PartChoice(
        active, before, reached, proven, bootNow, itsEnds, tried, tries, refused, refusedBy, why);
  }

  PartChoice proved() {
    long counter = active.map(Part::counter).orElse(0L);
    return new PartChoice(
        active,
        before,
        Math.max(reached, counter),
        true,
        "",
        0,
        tried,
        tries,
        refused,
        refusedBy,
        why);
  }

  byte[] bytes() {
    Json.Members json = Json.members();
    var all = json.entries();
    active.ifPresent(part -> all.put("active", part.json()));
    before.ifPresent(part -> all.put("before", part.json()));
    all.put("reached", Json.of(reached));
    all.put("proven", Json.of(proven));
    all.put("boot", Json.of(boot));
    all.put("ends", Json.of(ends));
    all.put("tried", Json.of(tried));
    all.put("tries", Json.of(tries));
    all.put("refused", Json.of(refused));
    all.put("refused-by", Json.of(refusedBy));
    all.put("why", Json.of(why));
    return JsonWriter.bytes(json);
  }

  static PartChoice of(byte[] bytes) throws MalformedMetadataException {
    Json.Members json = StrictJson.read("the choice of a part", bytes);
    return new PartChoice(
        part(json, "active"),
        part(json, "before"),
        json.whole("reached"),
        json.flag("proven"),
        json.text("boot"),
        json.whole("ends"),
        json.whole("tried"),
        json.whole("tries"),
        json.whole("refused"),
        json.text("refused-by"),
        json.text("why"));
  }

  private static Optional<Part> part(Json.Members json, String name)
      throws MalformedMetadataException {
    Optional<Json.Members> members = json.membersIfAny(name);
    return members.isEmpty() ? Optional.empty() : Optional.of(Part.of(members.get()));
  }
}
