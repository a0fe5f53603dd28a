package dev.catenary.inference.model;

import dev.catenary.proto.text.BoundedYaml;
import dev.catenary.proto.text.TextRefused;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads a model's card: JSON, which YAML 1.2 includes. */
final class CardReader {
  private final Map<?, ?> card;

  private CardReader(Map<?, ?> card) {
    this.card = card;
  }

  static ModelCard read(String json) {
    Object document;
    try {
      document = BoundedYaml.load(json);
    } catch (TextRefused e) {
      throw new ModelRefused("found a card that is no JSON: " + e.getMessage(), e);
    }
    if (!(document instanceof Map<?, ?> card)) {
      throw new ModelRefused("found a card without fields; expected a JSON object");
    }
    return new CardReader(card).card();
  }

  private ModelCard card() {
    return new ModelCard(
        text("name"),
        (int) number("featureTable"),
        (int) number("contextVersion"),
        (int) number("inputs"),
        list("classes").stream().map(String::valueOf).toList(),
        hashes(),
        floats("mean"),
        floats("deviation"),
        (float) number("temperature"),
        number("conductorRecall"),
        number("conductorRecallFloor"));
  }

  private Map<String, String> hashes() {
    if (!(field("sha256") instanceof Map<?, ?> found)) {
      throw wrong("sha256", "a hash for each file");
    }
    Map<String, String> hashes = new LinkedHashMap<>();
    found.forEach((file, hash) -> hashes.put(String.valueOf(file), String.valueOf(hash)));
    return hashes;
  }

  private float[] floats(String name) {
    List<?> found = list(name);
    float[] values = new float[found.size()];
    for (int i = 0; i < values.length; i++) {
      if (!(found.get(i) instanceof Number number)) {
        throw wrong(name, "numbers only");
      }
      values[i] = number.floatValue();
    }
    return values;
  }

  private List<?> list(String name) {
    if (field(name) instanceof List<?> found) {
      return new ArrayList<>(found);
    }
    throw wrong(name, "a list");
  }

  private String text(String name) {
    if (field(name) instanceof String found) {
      return found;
    }
    throw wrong(name, "a text");
  }

  private double number(String name) {
    if (field(name) instanceof Number found) {
      return found.doubleValue();
    }
    throw wrong(name, "a number");
  }

  private @Nullable Object field(String name) {
    return card.get(name);
  }

  private ModelRefused wrong(String name, String expected) {
    return new ModelRefused(
        "found in the card " + name + " = " + field(name) + "; expected " + expected);
  }
}
