package dev.catenary.device.update.trust.format;

import dev.catenary.device.update.trust.attack.MalformedMetadataException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A JSON value as metadata may have it: no fraction, no key twice. */
public sealed interface Json {
  /** Names and values, in the order in which they stood. */
  record Members(Map<String, Json> entries) implements Json {
    public boolean has(String name) {
      return entries.containsKey(name);
    }

    public String text(String name) throws MalformedMetadataException {
      if (entries.get(name) instanceof Text(String value)) {
        return value;
      }
      throw lack(name, "text");
    }

    public long whole(String name) throws MalformedMetadataException {
      if (entries.get(name) instanceof Whole(long value)) {
        return value;
      }
      throw lack(name, "a whole number");
    }

    public boolean flag(String name) throws MalformedMetadataException {
      if (entries.get(name) instanceof Flag(boolean value)) {
        return value;
      }
      throw lack(name, "true or false");
    }

    public Members members(String name) throws MalformedMetadataException {
      if (entries.get(name) instanceof Members members) {
        return members;
      }
      throw lack(name, "an object");
    }

    public List<Json> items(String name) throws MalformedMetadataException {
      if (entries.get(name) instanceof Items(List<Json> values)) {
        return values;
      }
      throw lack(name, "a list");
    }

    /** A list of texts. */
    public List<String> texts(String name) throws MalformedMetadataException {
      List<Json> items = items(name);
      for (Json item : items) {
        if (!(item instanceof Text)) {
          throw lack(name, "a list of texts");
        }
      }
      return items.stream().map(item -> ((Text) item).value()).toList();
    }

    /** A text that may be absent. */
    public Optional<String> textIfAny(String name) throws MalformedMetadataException {
      return has(name) ? Optional.of(text(name)) : Optional.empty();
    }

    /** An object that may be absent. */
    public Optional<Members> membersIfAny(String name) throws MalformedMetadataException {
      return has(name) ? Optional.of(members(name)) : Optional.empty();
    }

    private MalformedMetadataException lack(String name, String expected) {
      Json found = entries.get(name);
      return new MalformedMetadataException(
          "\"" + name + "\"", found == null ? "nothing" : found.kind(), expected);
    }
  }

  /** Values in order. */
  record Items(List<Json> entries) implements Json {}

  /** A text. */
  record Text(String value) implements Json {}

  /** A whole number. */
  record Whole(long value) implements Json {}

  /** True or false. */
  record Flag(boolean value) implements Json {}

  /** The value {@code null}. */
  enum Null implements Json {
    NULL
  }

  /** Its kind, for messages. */
  default String kind() {
    return switch (this) {
      case Members _ -> "an object";
      case Items _ -> "a list";
      case Text _ -> "a text";
      case Whole _ -> "a whole number";
      case Flag _ -> "true or false";
      case Null _ -> "null";
    };
  }

  static Json of(String value) {
    return new Text(value);
  }

  static Json of(long value) {
    return new Whole(value);
  }

  static Json of(boolean value) {
    return new Flag(value);
  }

  static Json of(List<String> values) {
    return new Items(values.stream().map(Json::of).toList());
  }

  /** Empty members to be filled by {@code entries().put}. */
  static Members members() {
    return new Members(new LinkedHashMap<>());
  }
}
