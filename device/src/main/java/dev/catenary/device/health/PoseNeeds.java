package dev.catenary.device.health;

import dev.catenary.device.config.CatenaryConfig.PositionSource;
import dev.catenary.proto.counter.DeviceCounter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.ToLongFunction;

/**
 * Tells why what receivers say gives no pose: what is heard by name and rate, and what is needed.
 *
 * @param source where poses are to come from
 * @param heard how often each kind of message was said
 * @param seconds in how long; 0 where only counts are known, as of a recording
 * @param rise how much a counter rose meanwhile
 */
public record PoseNeeds(
    PositionSource source,
    Map<String, Long> heard,
    double seconds,
    ToLongFunction<DeviceCounter> rise) {
  private static final Set<String> INS =
      Set.of("INSPVAX", "INSPVA", "INSPVAS", "EKF_NAV", "VN-INS");
  private static final Set<String> FIX = Set.of("GGA", "GNS", "BESTPOS", "NAV-PVT", "PVTGeod");
  private static final Set<String> HEADING =
      Set.of(
          "HDT",
          "THS",
          "PASHR",
          "HEADING2",
          "VTG",
          "RMC",
          "BESTVEL",
          "NAV-PVT",
          "NAV-ATT",
          "RELPOS",
          "PVTGeod",
          "AttEuler");

  private static final int NAMES_MAX = 12;

  /** A found state with its cure, for health and for the end of a replay. */
  public record Answer(String found, String cure) {}

  /** Names what keeps poses from coming. */
  public Answer answer() {
    if (heard.isEmpty()) {
      return nothingHeard();
    }
    return source == PositionSource.INS ? ins() : gnss();
  }

  private Answer nothingHeard() {
    long strange =
        rise.applyAsLong(DeviceCounter.GNSS_BYTES_SKIPPED)
            + rise.applyAsLong(DeviceCounter.NMEA_BAD_CHECKSUM);
    if (strange > 0) {
      return new Answer(
          "the receiver sends bytes that are no sentence or message that is known",
          "Check its line's speed (baud), and that it sends NMEA 0183, NovAtel, UBX, SBF, sbgECom"
              + " or VectorNav messages.");
    }
    return new Answer(
        "the receiver is silent",
        "Check its power and line, and the port or serial device in position.links.");
  }

  private Answer ins() {
    if (hears(INS)) {
      long waiting = rise.applyAsLong(DeviceCounter.INS_NOT_ALIGNED);
      return waiting > 0
          ? new Answer(
              "hears " + names() + "; the INS has no solution yet (inactive or aligning)",
              "Let it align: drive a few hundred metres with turns, under an open sky.")
          : new Answer(
              "hears " + names() + "; expected solutions that are a place in the map's area",
              "Check map.crs and the INS's own state.");
    }
    return new Answer(
        "hears "
            + names()
            + "; needs INSPVAX, INSPVA or INSPVAS (binary or ASCII), or with position.source:"
            + " gnss GGA or GNS",
        hears(FIX)
            ? "Log INSPVAXB ONTIME 0.02 at the INS; without one set position.source: gnss."
            : "Log INSPVAXB ONTIME 0.02 at the INS.");
  }

  private Answer gnss() {
    if (rise.applyAsLong(DeviceCounter.FIXES_WITHOUT_GEOID) > 0) {
      return new Answer(
          "found "
              + count(DeviceCounter.FIXES_WITHOUT_GEOID)
              + " GGA or GNS without geoid separation; expected one, without which the height above"
              + " the ellipsoid is not known",
          "Set it in the receiver, or position.geoid-separation (metres, geoid above ellipsoid).");
    }
    if (rise.applyAsLong(DeviceCounter.FIXES_WITHOUT_HEIGHT) > 0) {
      return new Answer(
          "hears " + names() + "; fixes come without a height",
          "Wait for a fix in three dimensions: check the antenna's view of the sky.");
    }
    if (rise.applyAsLong(DeviceCounter.FIXES_WITHOUT_HEADING) > 0) {
      return new Answer(
          "hears " + names() + "; fixes come, but no heading is known",
          hears(HEADING)
              ? "Drive a few metres (course from 1 m/s on), or have the receiver send HDT or THS."
              : "Have the receiver send HDT or THS, or VTG or RMC and drive.");
    }
    if (rise.applyAsLong(DeviceCounter.POSES_OUTSIDE_FRAME) > 0) {
      return new Answer(
          "fixes come, but lie outside the area of the map frame, or where its scale is off by more"
              + " than 0.2 %",
          "Correct map.crs: the UTM or MGA zone of the site, or auto-utm.");
    }
    if (!hears(FIX)) {
      return new Answer(
          "hears "
              + names()
              + "; needs GGA or GNS (or NovAtel BESTPOS) for the place and HDT, THS, VTG or RMC for"
              + " the heading"
              + (hears(INS) ? "; INS messages are not used with position.source: gnss" : ""),
          hears(INS)
              ? "Set position.source: ins."
              : "Switch GGA or GNS on in the receiver, as NMEA 0183.");
    }
    if (rise.applyAsLong(DeviceCounter.NMEA_MALFORMED) > 0) {
      return new Answer(
          "hears "
              + names()
              + "; "
              + count(DeviceCounter.NMEA_MALFORMED)
              + " sentences have fields that cannot be read",
          "Send a part of the raw journal to support; check the receiver's NMEA version.");
    }
    return new Answer(
        "hears " + names() + "; the receiver has no fix",
        "Wait for a fix: check the antenna, its cable and its view of the sky.");
  }

  /** True where messages of these names give places, of an INS or of a receiver. */
  public static boolean hasPlaces(Set<String> names) {
    return isIns(names) || names.stream().anyMatch(FIX::contains);
  }

  /** True where messages of these names are an INS's solution. */
  public static boolean isIns(Set<String> names) {
    return names.stream().anyMatch(INS::contains);
  }

  private boolean hears(Set<String> names) {
    return heard.keySet().stream().anyMatch(names::contains);
  }

  private String count(DeviceCounter counter) {
    return String.format(Locale.ROOT, "%,d", rise.applyAsLong(counter));
  }

  private String names() {
    List<String> names = new ArrayList<>();
    heard.entrySet().stream()
        .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
        .limit(NAMES_MAX)
        .forEach(entry -> names.add(entry.getKey() + " " + rate(entry.getValue())));
    return String.join(", ", names)
        + (heard.size() > NAMES_MAX ? " and " + (heard.size() - NAMES_MAX) + " other kinds" : "");
  }

  private String rate(long count) {
    if (seconds <= 0) {
      return String.format(Locale.ROOT, "%,d times", count);
    }
    double perSecond = count / seconds;
    return perSecond < 0.95
        ? String.format(Locale.ROOT, "%.1f/s", perSecond)
        : String.format(Locale.ROOT, "%,.0f/s", perSecond);
  }
}
