package dev.catenary.proving.torture;

import dev.catenary.uplink.chunk.SealedChunk;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Promised contents of a disk, by moment: an act that has begun by a moment may be seen after a cut
 * there, and one that was done by then must be.
 */
final class DiskPromises {
  private static final int NEVER = Integer.MAX_VALUE;

  private final Map<String, Chunk> chunks = new LinkedHashMap<>();
  private final List<At> forces = new ArrayList<>();
  private final List<At> journalReleases = new ArrayList<>();
  private final List<At> runs = new ArrayList<>();
  private final List<Integer> tellings = new ArrayList<>();
  private final List<Integer> takings = new ArrayList<>();

  /** A sequence that holds from a moment on. */
  private record At(int moment, long sequence) {}

  /** A state of an upload that was kept. */
  private static final class Kept {
    private final String state;
    private final int begun;
    private int done = NEVER;

    private Kept(String state, int begun) {
      this.state = state;
      this.begun = begun;
    }
  }

  /** One chunk's life. */
  static final class Chunk {
    final SealedChunk chunk;
    private final int sealing;
    private final int sealed;
    private int leaving = NEVER;
    private int left = NEVER;
    private final List<Kept> uploads = new ArrayList<>();

    private Chunk(SealedChunk chunk, int sealing, int sealed) {
      this.chunk = chunk;
      this.sealing = sealing;
      this.sealed = sealed;
    }

    boolean mayBeThere(int moment) {
      return sealing <= moment;
    }

    boolean mustBeThere(int moment) {
      return sealed <= moment && moment < leaving;
    }

    boolean wasSealed(int moment) {
      return sealed <= moment;
    }

    boolean hasReceipt(int moment) {
      return left <= moment;
    }

    /** True when this, or nothing, may be kept of its upload. */
    boolean mayBeKept(String state, int moment) {
      boolean known = false;
      for (int i = 0; i < uploads.size(); i++) {
        boolean overwritten = i + 1 < uploads.size() && uploads.get(i + 1).done <= moment;
        Kept kept = uploads.get(i);
        known |= kept.begun <= moment && !overwritten && kept.state.equals(state);
      }
      return known;
    }

    boolean mustBeKept(int moment) {
      return moment < leaving && uploads.stream().anyMatch(kept -> kept.done <= moment);
    }
  }

  void sealed(SealedChunk chunk, int begun, int done) {
    chunks.putIfAbsent(chunk.id(), new Chunk(chunk, begun, done));
  }

  private Chunk life(SealedChunk chunk) {
    Chunk life = chunks.get(chunk.id());
    if (life == null) {
      throw new IllegalStateException("chunk " + chunk.id() + " was never sealed here");
    }
    return life;
  }

  void leaving(SealedChunk chunk, int moment) {
    life(chunk).leaving = moment;
  }

  void left(SealedChunk chunk, int moment) {
    life(chunk).left = moment;
  }

  void keeping(SealedChunk chunk, String state, int moment) {
    life(chunk).uploads.add(new Kept(state, moment));
  }

  void kept(SealedChunk chunk, int moment) {
    life(chunk).uploads.getLast().done = moment;
  }

  void forced(int moment, long sequence) {
    forces.add(new At(moment, sequence));
  }

  void journalReleased(int moment, long oldestNeeded) {
    journalReleases.add(new At(moment, oldestNeeded));
  }

  void runBegun(int moment, long before) {
    runs.add(new At(moment, before));
  }

  void told(int begun, int done) {
    tellings.add(begun);
    tellings.add(done);
  }

  void taking(int moment) {
    takings.add(moment);
  }

  Collection<Chunk> chunks() {
    return chunks.values();
  }

  /** An event was durable before this moment and none was taken since. */
  boolean mustHaveEvent(int moment) {
    int lastTaking = takings.stream().filter(at -> at <= moment).reduce(-1, Math::max);
    for (int i = 0; i + 1 < tellings.size(); i += 2) {
      if (tellings.get(i + 1) <= moment && tellings.get(i) > lastTaking) {
        return true;
      }
    }
    return false;
  }

  private static long max(List<At> all, int moment) {
    return all.stream()
        .filter(at -> at.moment <= moment)
        .mapToLong(At::sequence)
        .reduce(0, Math::max);
  }

  /** The last datagram that must be in the journal. */
  long forcedUpTo(int moment) {
    return max(forces, moment);
  }

  /** The first that must be. */
  long neededFrom(int moment) {
    return max(journalReleases, moment);
  }

  /** The sequence before the newest run's first that has been given. */
  long runBegun(int moment) {
    return max(runs, moment);
  }
}
