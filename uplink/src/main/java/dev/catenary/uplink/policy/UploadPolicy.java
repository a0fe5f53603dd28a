package dev.catenary.uplink.policy;

import dev.catenary.proto.zone.Rank;
import dev.catenary.uplink.chunk.SealedChunk;
import java.util.List;

/**
 * Use of one kind of link: a metered radio, the depot's Wi-Fi. A value; what it has led to so far
 * is in {@link UploadGate}.
 *
 * @param lastRank chunks of this rank and the more urgent ones are sent
 * @param overviews thinned overviews are sent as well, those of the ranks left out too
 * @param bytesPerDayMax of LAZ files, by the calendar day; manifests, questions and the line's own
 *     headers come on top; 0 for no limit
 * @param bytesPerSecondMax on average, in steps of one part; 0 for no limit
 * @param quietHours when nothing is sent
 * @param parallel chunks under way at once, each with one part; a cut costs each at most that part
 * @param partBytes a larger chunk goes in parts of this size
 */
public record UploadPolicy(
    String name,
    Rank lastRank,
    boolean overviews,
    long bytesPerDayMax,
    long bytesPerSecondMax,
    List<QuietHours> quietHours,
    int parallel,
    int partBytes) {
  /** S3 takes no smaller part but the last. */
  public static final int PART_BYTES_MIN = 5 << 20;

  /** Chunks larger than this go in parts, unless a policy says otherwise. */
  public static final int PART_BYTES = 8 << 20;

  /** The most chunks under way at once that a policy may ask for. */
  public static final int PARALLEL_MAX = 8;

  /** Where what a cut makes go again costs nothing, a larger object goes in one request. */
  private static final int PART_BYTES_OF_ALL = 16 << 20;

  /** Everything, at once: for a link that costs nothing. */
  public static final UploadPolicy ALL =
      new UploadPolicy("all", Rank.OTHER, true, 0, 0, List.of(), 4, PART_BYTES_OF_ALL);

  public UploadPolicy {
    quietHours = List.copyOf(quietHours);
    if (bytesPerDayMax < 0 || bytesPerSecondMax < 0) {
      throw new IllegalArgumentException(
          "found upload limits of "
              + bytesPerDayMax
              + " bytes a day and "
              + bytesPerSecondMax
              + " bytes a second; expected 0 or more");
    }
    if (parallel < 1 || parallel > PARALLEL_MAX || partBytes < PART_BYTES_MIN) {
      throw new IllegalArgumentException(
          "found "
              + parallel
              + " uploads at once in parts of "
              + partBytes
              + " bytes; expected 1 to "
              + PARALLEL_MAX
              + " in parts of at least "
              + PART_BYTES_MIN);
    }
    if (bytesPerDayMax > 0 && bytesPerDayMax < partBytes) {
      throw new IllegalArgumentException(
          "found a budget of "
              + bytesPerDayMax
              + " bytes a day, less than one part of "
              + partBytes
              + "; expected at least one part, or nothing large would ever leave");
    }
  }

  /** Recordings were asked for one by one: they go by every link, within its budget and hours. */
  public boolean admits(SealedChunk chunk) {
    return switch (chunk.kind()) {
      case ZONE -> chunk.rank().compareTo(lastRank) <= 0;
      case OVERVIEW -> overviews;
      case RECORDING -> true;
    };
  }
}
