package dev.catenary.device.update.trust;

import dev.catenary.device.update.trust.attack.MalformedMetadataException;
import dev.catenary.device.update.trust.format.Json;
import dev.catenary.device.update.trust.format.TargetFile;
import java.util.Optional;

/**
 * Our words on a target, in its {@code custom}: what it is, for which machine, and in the
 * director's repository for which vehicle.
 *
 * @param vehicle the thing name; the director's word only
 * @param hardware as {@code amd64-glibc2.28}; {@code any} for what runs everywhere
 * @param counter of releases; never falls on a vehicle
 * @param release its name for people
 */
public record Instruction(Optional<String> vehicle, String hardware, long counter, String release) {
  public static final String ANY_HARDWARE = "any";

  public static Instruction of(TargetFile target) throws MalformedMetadataException {
    Json.Members custom =
        target
            .custom()
            .orElseThrow(
                () ->
                    new MalformedMetadataException(
                        "target " + target.name(), "no custom", "hardware, counter and release"));
    long counter = custom.whole("counter");
    if (counter < 1) {
      throw new MalformedMetadataException("\"counter\"", counter + "", "1 or more");
    }
    return new Instruction(
        custom.textIfAny("vehicle"), custom.text("hardware"), counter, custom.text("release"));
  }

  public Json.Members json() {
    Json.Members json = Json.members();
    vehicle.ifPresent(name -> json.entries().put("vehicle", Json.of(name)));
    json.entries().put("hardware", Json.of(hardware));
    json.entries().put("counter", Json.of(counter));
    json.entries().put("release", Json.of(release));
    return json;
  }
}
