package dev.catenary.device.update.trust;

import dev.catenary.device.update.trust.attack.ForgedReportException;
import dev.catenary.device.update.trust.attack.MalformedMetadataException;
import dev.catenary.device.update.trust.attack.TrustException;
import dev.catenary.device.update.trust.format.CanonicalJson;
import dev.catenary.device.update.trust.format.Header;
import dev.catenary.device.update.trust.format.Json;
import dev.catenary.device.update.trust.format.SignedFile;
import dev.catenary.device.update.trust.format.SigningKey;
import dev.catenary.device.update.trust.format.TrustKey;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * Report of a vehicle on its own software, signed with its own key (Uptane's vehicle version
 * manifest).
 *
 * @param vehicle the thing name
 * @param number rises with each report, so that an old one is told from a new one
 * @param at known time when it was made
 * @param release the release that runs
 * @param counter of that release
 * @param asked the release of the last update
 * @param outcome of the last update
 * @param attack the name of the last attack seen, where one was
 */
public record VehicleReport(
    String vehicle,
    long number,
    Instant at,
    String hardware,
    String release,
    long counter,
    String asked,
    Outcome outcome,
    Optional<String> attack) {
  public static final String TYPE = "vehicle-report";
  private static final int BYTES_MAX = 16_384;

  /** Outcome of an update. */
  public enum Outcome {
    /** None was asked for. */
    NONE,
    /** The new release proved good. */
    GOOD,
    /** The old release runs again. */
    FELL_BACK,
    /** Something of it was not to be trusted. */
    REFUSED
  }

  /** The report's file. */
  public byte[] signed(SigningKey key) throws IOException {
    Json.Members json = Json.members();
    Map<String, Json> entries = json.entries();
    entries.put("_type", Json.of(TYPE));
    entries.put("vehicle", Json.of(vehicle));
    entries.put("number", Json.of(number));
    entries.put("at", Json.of(Header.text(at)));
    entries.put("hardware", Json.of(hardware));
    entries.put("release", Json.of(release));
    entries.put("counter", Json.of(counter));
    entries.put("asked", Json.of(asked));
    entries.put("outcome", Json.of(outcome.name()));
    attack.ifPresent(name -> entries.put("attack", Json.of(name)));
    byte[] signature = key.sign(CanonicalJson.bytes(json));
    return SignedFile.write(json, Map.of(key.publicKey().id(), signature));
  }

  /**
   * Reads a report that must be this vehicle's.
   *
   * @param key the vehicle's, known from elsewhere; an id in the report proves nothing
   */
  public static VehicleReport read(byte[] bytes, String vehicle, TrustKey key)
      throws TrustException {
    if (bytes.length > BYTES_MAX) {
      throw new MalformedMetadataException(
          "the report of " + vehicle, bytes.length + " bytes", "at most " + BYTES_MAX);
    }
    SignedFile file = SignedFile.read(TYPE, bytes);
    byte[] signed = file.signedBytes();
    if (file.signatures().values().stream().noneMatch(one -> key.verifies(signed, one))) {
      throw new ForgedReportException(
          vehicle, "no signature of its key", "one of the key " + key.id());
    }
    Json.Members json = file.signed();
    if (!json.text("_type").equals(TYPE) || !json.text("vehicle").equals(vehicle)) {
      throw new ForgedReportException(
          vehicle, json.text("_type") + " of " + json.text("vehicle"), TYPE + " of " + vehicle);
    }
    return new VehicleReport(
        vehicle,
        json.whole("number"),
        Header.instant("at", json.text("at")),
        json.text("hardware"),
        json.text("release"),
        json.whole("counter"),
        json.text("asked"),
        outcome(json.text("outcome")),
        json.textIfAny("attack"));
  }

  private static Outcome outcome(String name) throws MalformedMetadataException {
    try {
      return Outcome.valueOf(name);
    } catch (IllegalArgumentException e) {
      throw new MalformedMetadataException("\"outcome\"", name, "one of Outcome's");
    }
  }
}
