package dev.catenary.device.page.feed;

import java.util.ArrayList;
import java.util.List;

/** A place a second at first; when it is full, every other one goes and the step doubles. */
final class Track {
  private static final int PLACES = 2_000;

  private final double[] latitudeDegrees = new double[PLACES];
  private final double[] longitudeDegrees = new double[PLACES];
  private final double[] heightMetres = new double[PLACES];
  private final long[] nanos = new long[PLACES];
  private long stepNanos = 1_000_000_000L;
  private int size;

  void add(double latitude, double longitude, double height, long at) {
    if (size > 0 && at - nanos[size - 1] < stepNanos) {
      return;
    }
    if (size == PLACES) {
      for (int i = 0; i < PLACES / 2; i++) {
        latitudeDegrees[i] = latitudeDegrees[2 * i];
        longitudeDegrees[i] = longitudeDegrees[2 * i];
        heightMetres[i] = heightMetres[2 * i];
        nanos[i] = nanos[2 * i];
      }
      size = PLACES / 2;
      stepNanos *= 2;
    }
    latitudeDegrees[size] = latitude;
    longitudeDegrees[size] = longitude;
    heightMetres[size] = height;
    nanos[size] = at;
    size++;
  }

  List<Object> answer(long nowNanos, double nowEpochSeconds) {
    List<Object> all = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      all.add(
          List.of(
              PositionKeeper.degrees(longitudeDegrees[i]),
              PositionKeeper.degrees(latitudeDegrees[i]),
              heightMetres[i],
              nowEpochSeconds - (nowNanos - nanos[i]) / 1e9));
    }
    return all;
  }
}
