package dev.catenary.uplink.chunk;

import dev.catenary.proto.zone.Zone;
import java.util.regex.Pattern;

/**
 * Names chunks: {@code <zone slug>_<mission>_<first sequence>-<last sequence>}, so that recording
 * the same zone again gives the same name, in file names and object keys alike.
 */
public final class ChunkId {
  private static final Pattern SAFE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,199}");

  private static final String OVERVIEW = "_overview";

  /** No zone's slug begins so: its first part is a CRS and has a dash behind it. */
  private static final String RECORDING = "journal_";

  private ChunkId() {}

  /**
   * The name of a zone's chunk.
   *
   * @throws IllegalArgumentException when the mission's name cannot be part of a file name
   */
  public static String of(Zone zone, String mission) {
    return checked(
        "chunk id",
        zone.id.slug()
            + "_"
            + mission
            + "_"
            + Long.toUnsignedString(zone.firstSequence)
            + "-"
            + Long.toUnsignedString(zone.lastSequence));
  }

  /** The name for other bytes under a name that is taken: the name and eight digits of SHA-256. */
  public static String variant(String id, String sha256) {
    return id + "_" + sha256.substring(0, 8);
  }

  /** The name of the overview of the chunk of this name. */
  public static String overview(String id) {
    return id + OVERVIEW;
  }

  /** The name of the chunk that an overview shows. */
  public static String whole(String overview) {
    return overview.substring(0, overview.length() - OVERVIEW.length());
  }

  /** True for a thinned zone: its whole chunk is another, and what makes the zone durable. */
  public static boolean isOverview(String id) {
    return id.endsWith(OVERVIEW);
  }

  /**
   * The name of one file of a recording that was asked for under this id.
   *
   * @param number of the file, from 1
   */
  public static String recording(
      String request, int number, long firstSequence, long lastSequence) {
    return checked(
        "chunk id", RECORDING + request + "_" + number + "_" + firstSequence + "-" + lastSequence);
  }

  /** True for datagrams: they make no zone durable. */
  public static boolean isRecording(String id) {
    return id.startsWith(RECORDING);
  }

  /** True when the text can be a file name and a part of an object key on every system. */
  public static boolean isSafe(String text) {
    return SAFE.matcher(text).matches();
  }

  static String checked(String what, String text) {
    if (!isSafe(text)) {
      throw new IllegalArgumentException(
          "found "
              + what
              + " '"
              + text
              + "'; expected 1 to 200 letters, digits, dots, dashes and underscores, a letter or"
              + " digit first; cure: choose another name in the configuration");
    }
    return text;
  }
}
