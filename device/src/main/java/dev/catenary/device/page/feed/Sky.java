package dev.catenary.device.page.feed;

import dev.catenary.capture.gnss.SatelliteInView;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The satellites in view; room for all of four systems. */
final class Sky {
  private static final int SATELLITES = 160;

  private final char[] system = new char[SATELLITES];
  private final int[] number = new int[SATELLITES];
  private final int[] azimuthDegrees = new int[SATELLITES];
  private final int[] elevationDegrees = new int[SATELLITES];
  private final int[] snrDbHz = new int[SATELLITES];
  private final long[] seenNanos = new long[SATELLITES];
  private int known;

  void see(SatelliteInView seen, long nanos) {
    int slot = 0;
    while (slot < known && (system[slot] != seen.system || number[slot] != seen.number)) {
      slot++;
    }
    if (slot == known) {
      slot = known < SATELLITES ? known++ : oldest();
      system[slot] = seen.system;
      number[slot] = seen.number;
    }
    azimuthDegrees[slot] = seen.azimuthDegrees;
    elevationDegrees[slot] = seen.elevationDegrees;
    snrDbHz[slot] = seen.snrDbHz;
    seenNanos[slot] = nanos;
  }

  private int oldest() {
    int oldest = 0;
    for (int slot = 1; slot < known; slot++) {
      oldest = seenNanos[slot] - seenNanos[oldest] < 0 ? slot : oldest;
    }
    return oldest;
  }

  List<Object> answer(long sinceNanos) {
    List<Object> all = new ArrayList<>();
    for (int slot = 0; slot < known; slot++) {
      if (seenNanos[slot] - sinceNanos < 0) {
        continue;
      }
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("system", systemName(system[slot]));
      one.put("prn", number[slot]);
      one.put("azimuthDegrees", azimuthDegrees[slot]);
      one.put("elevationDegrees", elevationDegrees[slot]);
      one.put("snrDbHz", snrDbHz[slot] < 0 ? null : snrDbHz[slot]);
      all.add(one);
    }
    return all;
  }

  /** By the second letter of the talker, NMEA 0183 4.11. */
  private static String systemName(char letter) {
    return switch (letter) {
      case 'P' -> "GPS";
      case 'L' -> "GLONASS";
      case 'A' -> "Galileo";
      case 'B', 'D' -> "BeiDou";
      case 'Q' -> "QZSS";
      case 'I' -> "NavIC";
      default -> "GNSS";
    };
  }
}
