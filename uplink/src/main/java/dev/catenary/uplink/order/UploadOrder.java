package dev.catenary.uplink.order;

import dev.catenary.proto.zone.Rank;
import dev.catenary.uplink.chunk.SealedChunk;
import java.util.Comparator;

/**
 * Which of two chunks goes first: by rank (clearance violation first), then severity (larger
 * first), then age (oldest first). Age is the seal number and not a time of day, so that a step of
 * the clock changes no order.
 */
public final class UploadOrder implements Comparator<SealedChunk> {
  @Override
  public int compare(SealedChunk a, SealedChunk b) {
    int byUrgency = Integer.compare(urgency(a), urgency(b));
    if (byUrgency != 0) {
      return byUrgency;
    }
    int byRank = a.rank().compareTo(b.rank());
    if (byRank != 0) {
      return byRank;
    }
    int bySeverity = Double.compare(severity(b), severity(a));
    if (bySeverity != 0) {
      return bySeverity;
    }
    int byAge = Long.compare(a.sealNumber(), b.sealNumber());
    // Two chunks are never one, not even where a folder was put together from two by hand.
    return byAge != 0 ? byAge : a.id().compareTo(b.id());
  }

  /**
   * True when the newcomer may interrupt a chunk whose upload has begun, between two of its parts:
   * a higher rank only, so that not more than one upload a rank is ever half done.
   */
  public boolean preempts(SealedChunk newcomer, SealedChunk underWay) {
    return urgency(newcomer) < urgency(underWay);
  }

  /**
   * Overviews come between the ranks that show a wire and those that do not, and behind them the
   * recordings somebody has asked for.
   */
  private static int urgency(SealedChunk chunk) {
    int rank = 3 * chunk.rank().ordinal();
    int overviews = 3 * Rank.CONDUCTOR.ordinal() + 1;
    return switch (chunk.kind()) {
      case ZONE -> rank;
      case OVERVIEW -> Math.min(rank, overviews);
      case RECORDING -> overviews + 1;
    };
  }

  private static double severity(SealedChunk chunk) {
    // Double.compare would put a value that is no number before all others.
    return Double.isNaN(chunk.severity()) ? Double.NEGATIVE_INFINITY : chunk.severity();
  }
}
