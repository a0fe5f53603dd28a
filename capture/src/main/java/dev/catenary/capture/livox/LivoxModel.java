package dev.catenary.capture.livox;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Livox models. Those of SDK 1 do not say in their packets how long a packet's points took; their
 * pulses a second tell.
 *
 * <p>Source: the models' user manuals, table "Specifications", "Point rate (first return)".
 */
enum LivoxModel {
  MID_360("Mid-360", 0),
  HAP("HAP", 0),
  AVIA("Avia", 240_000),
  HORIZON("Horizon", 240_000),
  TELE_15("Tele-15", 240_000),
  MID_70("Mid-70", 100_000),
  MID_40("Mid-40", 100_000);

  final String displayName;

  /** Of an SDK 1 model; 0 for one of SDK 2. */
  final int pulsesPerSecond;

  LivoxModel(String displayName, int pulsesPerSecond) {
    this.displayName = displayName;
    this.pulsesPerSecond = pulsesPerSecond;
  }

  boolean isSdk1() {
    return pulsesPerSecond > 0;
  }

  static @Nullable LivoxModel named(String name) {
    for (LivoxModel model : values()) {
      if (model.displayName.equalsIgnoreCase(name)) {
        return model;
      }
    }
    return null;
  }

  /** Names as a configuration has them, in lower case. */
  static List<String> names() {
    return Arrays.stream(values())
        .map(model -> model.displayName.toLowerCase(Locale.ROOT))
        .toList();
  }
}
