package dev.catenary.device.update.trust.format;

import dev.catenary.device.update.trust.attack.MalformedMetadataException;
import dev.catenary.device.update.trust.attack.WrongRoleException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The fields that every kind of metadata has.
 *
 * @param version of this role's metadata, from 1
 * @param expires from then on it is no longer taken from a repository
 * @param signed when it was signed, where the maker says so ({@value #SIGNED}): a field of ours
 */
public record Header(long version, Instant expires, Optional<Instant> signed) {
  public static final String SIGNED = "x-catenary-signed";

  /** The version of the specification that we write. */
  public static final String SPEC_VERSION = "1.0.34";

  private static final Pattern OUR_MAJOR = Pattern.compile("1\\.[0-9]{1,9}(\\.[0-9]{1,9})?");
  private static final Pattern INSTANT =
      Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z");
  private static final DateTimeFormatter WRITTEN =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss'Z'").withZone(ZoneOffset.UTC);

  static Header of(String type, SignedFile file)
      throws MalformedMetadataException, WrongRoleException {
    Json.Members signed = file.signed();
    String found = signed.text("_type");
    if (!found.equals(type)) {
      throw new WrongRoleException(type, found, type);
    }
    String spec = signed.text("spec_version");
    if (!OUR_MAJOR.matcher(spec).matches()) {
      throw new MalformedMetadataException("\"spec_version\"", spec, "1.x");
    }
    long version = signed.whole("version");
    if (version < 1) {
      throw new MalformedMetadataException("\"version\"", version + "", "1 or more");
    }
    Optional<String> at = signed.textIfAny(SIGNED);
    return new Header(
        version,
        instant("expires", signed.text("expires")),
        at.isEmpty() ? Optional.empty() : Optional.of(instant(SIGNED, at.get())));
  }

  /** Puts the fields at the head of what is to be signed. */
  public Json.Members json(String type) {
    Json.Members json = Json.members();
    json.entries().put("_type", Json.of(type));
    json.entries().put("spec_version", Json.of(SPEC_VERSION));
    json.entries().put("version", Json.of(version));
    json.entries().put("expires", Json.of(text(expires)));
    signed.ifPresent(at -> json.entries().put(SIGNED, Json.of(text(at))));
    return json;
  }

  /** An instant as metadata writes it. */
  public static String text(Instant instant) {
    return WRITTEN.format(instant);
  }

  /** An instant as metadata writes it. */
  public static Instant instant(String name, String text) throws MalformedMetadataException {
    try {
      if (INSTANT.matcher(text).matches()) {
        return Instant.parse(text);
      }
    } catch (DateTimeParseException e) {
      // Said below.
    }
    throw new MalformedMetadataException(
        "\"" + name + "\"", text, "a time as 2026-01-31T12:00:00Z");
  }
}
