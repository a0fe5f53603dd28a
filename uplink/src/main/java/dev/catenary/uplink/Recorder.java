package dev.catenary.uplink;

import dev.catenary.proto.counter.Counters;
import dev.catenary.proto.message.ChunkManifest;
import dev.catenary.proto.message.Overview;
import dev.catenary.proto.message.ZoneEvent;
import dev.catenary.proto.zone.Rank;
import dev.catenary.proto.zone.Zone;
import dev.catenary.uplink.chunk.Checksums;
import dev.catenary.uplink.chunk.ChunkEncoder;
import dev.catenary.uplink.chunk.ChunkId;
import dev.catenary.uplink.chunk.ChunkOrigin;
import dev.catenary.uplink.chunk.EventId;
import dev.catenary.uplink.chunk.ManifestWriter;
import dev.catenary.uplink.chunk.SealedChunk;
import dev.catenary.uplink.chunk.ZoneEventWriter;
import dev.catenary.uplink.overview.ZoneThinner;
import dev.catenary.uplink.spool.Spool;
import dev.catenary.uplink.spool.SpoolFullException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tinylog.Logger;

/** The door before the disk: a closed zone goes in, a durable chunk is in the spool. One thread. */
public final class Recorder {
  /** An overview that is hardly smaller than its zone is not worth its bytes. */
  private static final double LARGEST_SHARE = 0.5;

  private final Spool spool;
  private final ChunkEncoder encoder;
  private final String mission;
  private final ManifestWriter manifests;
  private final ZoneEventWriter events;
  private final Counters counters;
  private final @Nullable ZoneThinner thinner;

  /** Makes no overviews. */
  public Recorder(
      Spool spool,
      ChunkEncoder encoder,
      ChunkOrigin origin,
      Counters counters,
      InstantSource clock) {
    this(spool, encoder, origin, counters, clock, null);
  }

  /**
   * @param clock the host's, for the times events are made
   * @param thinner makes an overview of each zone that shows no wire; null for none
   */
  public Recorder(
      Spool spool,
      ChunkEncoder encoder,
      ChunkOrigin origin,
      Counters counters,
      InstantSource clock,
      @Nullable ZoneThinner thinner) {
    this.thinner = thinner;
    this.spool = spool;
    this.encoder = encoder;
    this.mission = origin.mission();
    this.manifests = new ManifestWriter(origin);
    this.events = new ZoneEventWriter(origin, clock);
    this.counters = counters;
  }

  /**
   * Encodes the zone and seals it. When this returns, a power cut can no longer take it away. The
   * same zone again gives the chunk that is there. The zone stays the caller's.
   *
   * @throws dev.catenary.uplink.spool.SpoolFullException when there is no room; try again later
   * @throws IOException when the disk fails; the zone is in no chunk
   */
  public SealedChunk record(Zone zone) throws IOException {
    if (zone.size == 0) {
      throw new IllegalArgumentException("zone " + zone.id.slug() + " has no points to record");
    }
    ByteBuffer laz = encoder.encode(zone);
    Checksums checksums = Checksums.of(laz);
    String id = ChunkId.of(zone, mission);
    Optional<SealedChunk> there = spool.find(id);
    if (there.isPresent() && !there.get().checksums().equals(checksums)) {
      // Two zones between the same two datagrams: both are kept.
      id = ChunkId.variant(id, checksums.sha256());
      there = spool.find(id);
    }
    if (there.isPresent()) {
      return there.get();
    }
    int revision = spool.events().nextRevision(EventId.of(zone, mission));
    ZoneEvent event = events.describe(zone, revision, true);
    SealedChunk sealed =
        spool.seal(laz, manifests.describe(id, zone, checksums, event, counters.snapshot()));
    if (revision > 1 || zone.rank == Rank.CLEARANCE_VIOLATION) {
      // A violation is told though nobody saw it early; what was told early is told as it came to
      // be.
      spool.events().putLast(event);
    }
    if (thinner != null && zone.rank.compareTo(Rank.CONDUCTOR) > 0) {
      recordOverview(zone, sealed, event, thinner);
    }
    return sealed;
  }

  /**
   * Tells of an open zone that violates a clearance, before it is closed: the event is durable when
   * this returns. A zone of another rank, or one whose event says no less already, tells nothing.
   *
   * @param zone a copy of the open zone as far as it has come, classified and ranked
   * @return true when there is an event
   */
  public boolean reportOpen(Zone zone) throws IOException {
    String id = EventId.of(zone, mission);
    if (zone.rank != Rank.CLEARANCE_VIOLATION || !spool.events().isWorse(id, zone.severity)) {
      return false;
    }
    spool.report(events.describe(zone, spool.events().nextRevision(id), false));
    return true;
  }

  /** After its chunk: a power cut between the two costs the overview, never the zone. */
  private void recordOverview(Zone zone, SealedChunk whole, ZoneEvent event, ZoneThinner thinning)
      throws IOException {
    String id = ChunkId.overview(whole.id());
    if (spool.find(id).isPresent()) {
      return;
    }
    Zone thinned = thinning.thin(zone);
    if (thinned.size > zone.size * LARGEST_SHARE) {
      return;
    }
    ByteBuffer laz = encoder.encode(thinned);
    ChunkManifest.Builder manifest =
        manifests.describe(id, thinned, Checksums.of(laz), event, counters.snapshot());
    manifest.setMissionLabel(zone.missionLabel);
    manifest.setOverview(
        Overview.newBuilder()
            .setVoxelMillimetres(thinning.voxelMillimetres())
            .setOfChunk(whole.id())
            .setOfPoints(zone.size));
    try {
      spool.seal(laz, manifest);
    } catch (SpoolFullException e) {
      Logger.warn("zone {} has no overview: {}", whole.id(), e.getMessage());
    }
  }
}
