package dev.catenary.proto.counter;

/** The one list of what is counted; logs, pages, manifests and reports read it. */
public enum DeviceCounter {
  // Links
  DATAGRAMS_RECEIVED(Kind.COUNT, "Datagrams and serial reads that reached us."),
  BYTES_RECEIVED(Kind.COUNT, "Payload bytes of those."),
  DATAGRAMS_DROPPED_BY_KERNEL(
      Kind.LOSS, "Datagrams the kernel dropped because a socket's receive buffer was full."),
  DATAGRAMS_DROPPED_QUEUE_FULL(
      Kind.LOSS,
      "Datagrams dropped because decoding did not keep up and the link's queue was full."),
  DATAGRAMS_TOO_LARGE(Kind.LOSS, "Datagrams longer than the largest a link accepts."),
  LINK_READS_FAILED(
      Kind.LOSS, "Reads of a network socket that failed; what they had in hand is lost."),
  DATAGRAMS_UNKNOWN_SOURCE(
      Kind.COUNT, "Datagrams that belong to no configured sensor or receiver."),
  DATAGRAMS_REPEATED(
      Kind.COUNT,
      "Datagrams that came twice within milliseconds, byte for byte the same; taken once."),
  FRAGMENTS_INCOMPLETE(Kind.LOSS, "IP datagrams of a recording of which a fragment was missing."),
  CAPTURE_RECORDS_UNREADABLE(Kind.LOSS, "Records of a pcap or pcapng file that could not be read."),
  CAPTURE_RECORDS_CUT(
      Kind.LOSS, "Records of a pcap or pcapng file that were cut off when they were recorded."),
  CAPTURE_FRAMES_UNKNOWN_LINK(
      Kind.LOSS, "Frames of a pcap or pcapng file whose link type is not read."),
  CAPTURE_FRAMES_OTHER(
      Kind.COUNT, "Frames of a pcap or pcapng file that hold another protocol than UDP."),
  SERIAL_RECONNECTS(Kind.COUNT, "Times a serial port was opened again after it was lost."),
  TCP_RECONNECTS(Kind.COUNT, "Times a TCP server was connected to again after it was lost."),
  SERIAL_BYTES_SKIPPED(Kind.LOSS, "Serial bytes skipped to find the start of the next frame."),
  // Raw journal
  JOURNAL_DATAGRAMS(Kind.COUNT, "Datagrams written to the raw journal."),
  JOURNAL_BYTES(Kind.COUNT, "Bytes written to the raw journal."),
  JOURNAL_SYNCS(Kind.COUNT, "Times the raw journal was forced to disk."),
  JOURNAL_WRITE_FAILURES(
      Kind.LOSS, "Datagrams that could not be written to the raw journal, or not forced."),
  JOURNAL_DATAGRAMS_RECOVERED(
      Kind.COUNT, "Datagrams read back from the raw journal after a restart."),
  JOURNAL_SEGMENTS_TRUNCATED(
      Kind.LOSS,
      "Journal segments that ended in the middle of a block, or that the disk did not read on."),
  JOURNAL_DATAGRAMS_DAMAGED(
      Kind.LOSS, "Datagrams of the raw journal that did not read back as they were written."),
  RUNS_CUT_OFF(
      Kind.LOSS, "Runs before this one that ended without a stop; the log says from when to when."),
  // Sensors
  PACKETS_DECODED(Kind.COUNT, "LiDAR packets decoded."),
  PACKETS_ANCILLARY(Kind.COUNT, "Position, IMU and telemetry packets."),
  PACKETS_BAD_LENGTH(Kind.LOSS, "Packets whose length no format of the sensor has."),
  PACKETS_BAD_MAGIC(Kind.LOSS, "Packets of the right length without the sensor's marks."),
  PACKETS_WRONG_MODEL(Kind.LOSS, "Packets of another model or format than the configured one."),
  PACKETS_BAD_CHECKSUM(Kind.LOSS, "Packets whose checksum did not match."),
  PACKETS_WITHOUT_CALIBRATION(
      Kind.LOSS, "Packets that came before the sensor had sent its calibration (RoboSense)."),
  PACKETS_UNKNOWN_PRODUCT(
      Kind.COUNT,
      "Packets whose product byte is none of the known; decoded as the configured model."),
  PACKETS_MISSING(
      Kind.LOSS, "Packets that a gap in the sensor's own sequence shows to be missing."),
  COLUMNS_INVALID(Kind.COUNT, "Measurement columns the sensor itself marked as not valid."),
  POINTS_DECODED(Kind.COUNT, "Points decoded from packets."),
  POINTS_DROPPED_NO_BATCH(Kind.LOSS, "Points dropped because no batch was free."),
  // Position and time
  NMEA_SENTENCES(Kind.COUNT, "NMEA sentences understood."),
  NMEA_BAD_CHECKSUM(Kind.LOSS, "NMEA sentences whose checksum did not match."),
  NMEA_MALFORMED(Kind.LOSS, "NMEA sentences with a good checksum whose fields could not be read."),
  NMEA_OTHER(Kind.COUNT, "NMEA sentences of a type that is not used."),
  FIXES_WITHOUT_GEOID(
      Kind.LOSS,
      "Fixes left out because neither the receiver nor the configuration gives the geoid's"
          + " separation."),
  FIXES_WITHOUT_HEIGHT(Kind.LOSS, "Fixes left out because the receiver gives no height."),
  FIXES_BY_CONFIGURED_GEOID(
      Kind.COUNT, "Fixes made ellipsoidal by the configured geoid separation."),
  FIXES_BY_EGM96(
      Kind.COUNT,
      "Fixes made ellipsoidal by the EGM96 geoid, because neither the receiver nor the configuration"
          + " gives the separation."),
  FIXES_UNDATED(
      Kind.COUNT, "Fixes dated by the host's clock because no receiver has told the date yet."),
  FIXES_WITHOUT_HEADING(
      Kind.COUNT, "Fixes that gave no pose because no heading was known; without an INS."),
  INS_MESSAGES(Kind.COUNT, "INS messages understood."),
  INS_BAD_CRC(Kind.LOSS, "INS messages whose CRC did not match."),
  INS_MALFORMED(Kind.LOSS, "INS messages with a good CRC whose fields can be no place."),
  INS_OTHER(Kind.COUNT, "INS messages of a type that is not used."),
  INS_DEGRADED(
      Kind.COUNT,
      "INS solutions whose status is not good (free, high variance); taken with a worse quality."),
  INS_NOT_ALIGNED(Kind.COUNT, "INS messages without a solution: inactive, aligning or waiting."),
  GNSS_BYTES_OTHER_PROTOCOL(
      Kind.COUNT, "Bytes of whole messages of other protocols (RTCM, CASIC) on a GNSS line."),
  RECEIVER_MESSAGES(Kind.COUNT, "UBX messages and SBF blocks understood."),
  RECEIVER_OTHER(Kind.COUNT, "UBX messages and SBF blocks of a type that is not used."),
  RECEIVER_BAD_CHECK(
      Kind.LOSS, "UBX, SBF, sbgECom and VectorNav messages whose checksum or CRC did not match."),
  RECEIVER_MALFORMED(
      Kind.LOSS, "UBX messages and SBF blocks with a good check whose fields can be no place."),
  FIXES_SAID_TWICE(
      Kind.COUNT,
      "Fixes left out because the receiver says the same moments in another protocol too."),
  GNSS_BYTES_SKIPPED(
      Kind.LOSS, "Bytes of a GNSS or INS stream that belong to no sentence or message."),
  POSES_RECEIVED(Kind.COUNT, "Poses added to the track."),
  POSES_OUTSIDE_FRAME(
      Kind.LOSS,
      "Poses left out: far outside the map frame's area, or its scale is off by over 0.2 % there."),
  POSES_OUT_OF_ORDER(Kind.LOSS, "Poses not newer than the one before, left out of the track."),
  POSE_GAPS(Kind.LOSS, "Gaps in the pose track too long to interpolate across."),
  CLOCK_STEPS(Kind.COUNT, "Steps of the host's or a sensor's clock."),
  POINTS_GEOREFERENCED(Kind.COUNT, "Points placed in the map frame."),
  POINTS_WITHOUT_POSE(Kind.LOSS, "Points for which no pose came in time."),
  // Zones
  POINTS_IN_ZONES(Kind.COUNT, "Points gathered into zones."),
  POINTS_OUTSIDE_MISSION(Kind.COUNT, "Points that came while the mission was stopped."),
  POINTS_ALREADY_DURABLE(
      Kind.COUNT, "Points of a recovered journal that were in a durable chunk already."),
  POINTS_PERHAPS_DURABLE(
      Kind.LOSS,
      "Points of a recovered journal left out though an older build's chunk does not say whether it"
          + " holds them."),
  POINTS_DROPPED_ZONE_MEMORY(
      Kind.LOSS, "Points dropped because the zones' memory budget was spent."),
  ZONES_CLOSED(Kind.COUNT, "Zones closed."),
  ZONES_DROPPED_QUEUE_FULL(Kind.LOSS, "Zones dropped because recording did not keep up."),
  POINTS_DROPPED_QUEUE_FULL(Kind.LOSS, "Points in those zones."),
  ZONE_LOOKS(Kind.COUNT, "Looks at zones that were still open, for a clearance violation."),
  ZONE_LOOKS_SKIPPED(
      Kind.COUNT, "Looks at open zones given up because memory or the processor was short."),
  ZONE_MARGINS_SKIPPED(
      Kind.COUNT,
      "Zones closed or looked at without what lies beyond the border: memory was short."),
  VIOLATIONS_SEEN_EARLY(Kind.COUNT, "Clearance violations seen while their zone was still open."),
  // Classification
  MODELS_REFUSED(
      Kind.LOSS,
      "Models that were not let run; the rules, or what labelled before, label in their place."),
  ZONES_CLASSIFIED_BY_HEIGHT(
      Kind.LOSS,
      "Zones with nothing tall, labelled by height alone because classification fell behind."),
  ZONES_CLASSIFIED_BY_RULES(
      Kind.LOSS, "Zones labelled by the rules because classification fell behind."),
  // Chunks and spool
  CHUNKS_SEALED(Kind.COUNT, "Chunks made durable in the spool."),
  POINTS_IN_CHUNKS(Kind.COUNT, "Points in those chunks."),
  CHUNK_BYTES(Kind.COUNT, "Bytes of those chunks."),
  OVERVIEWS_SEALED(Kind.COUNT, "Thinned overviews made durable beside their chunks."),
  OVERVIEWS_SUPERSEDED(
      Kind.COUNT, "Overviews not sent because the whole chunk had arrived before them."),
  CHUNKS_GIVEN_UP(
      Kind.LOSS, "Whole chunks given up to a full disk; of each a thinned overview was kept."),
  POINTS_GIVEN_UP(Kind.LOSS, "Points in those chunks."),
  JOURNAL_SEGMENTS_GIVEN_UP(
      Kind.COUNT, "Kept journal segments of uploaded zones deleted because the disk was full."),
  CHUNKS_REDATED(Kind.COUNT, "Chunks whose times were corrected after they were written."),
  CHUNKS_QUARANTINED(Kind.LOSS, "Files of the spool that did not read back as they were written."),
  // Upload
  CHUNKS_UPLOADED(Kind.COUNT, "Chunks the store has acknowledged with our checksum."),
  EVENTS_UPLOADED(Kind.COUNT, "Events the store has acknowledged with our checksum."),
  BYTES_UPLOADED(Kind.COUNT, "Bytes sent to the store, parts sent again included."),
  PARTS_UPLOADED(Kind.COUNT, "Parts sent to the store."),
  PARTS_REPEATED(Kind.COUNT, "Parts sent again."),
  BYTES_REPEATED(Kind.COUNT, "Bytes of those."),
  RECORDINGS_SEALED(Kind.COUNT, "Parts of the raw journal that were asked for and wait to go."),
  RECORDINGS_UPLOADED(Kind.COUNT, "Parts of those the store has acknowledged with our checksum."),
  UPLOAD_FAILURES(Kind.COUNT, "Attempts to upload that failed; each is tried again."),
  RECEIPT_MISMATCHES(Kind.LOSS, "Receipts whose checksum was not ours."),
  // Broker
  BROKER_CONNECTIONS(Kind.COUNT, "Times the broker let us in."),
  BROKER_CONNECTIONS_LOST(Kind.COUNT, "Times the connection to the broker was lost."),
  MESSAGES_PUBLISHED(Kind.COUNT, "Messages the broker has acknowledged."),
  EVENTS_PUBLISHED(Kind.COUNT, "Zone events among those."),
  PUBLISHES_REFUSED(Kind.LOSS, "Messages and subscriptions the broker refused."),
  MESSAGES_RECEIVED(Kind.COUNT, "Messages the broker sent us."),
  MESSAGES_DROPPED_QUEUE_FULL(
      Kind.LOSS, "Messages of the broker dropped because they came faster than they were done."),
  RECEIPTS_NOT_TOLD(
      Kind.LOSS, "Receipts that were not told by the broker before the log let go of them."),
  COMMANDS_NOT_KEPT(
      Kind.LOSS, "Commands acknowledged though the disk did not take them: a kill loses them."),
  COMMANDS_DONE(Kind.COUNT, "Commands that were done or begun."),
  COMMANDS_REFUSED(Kind.COUNT, "Commands that were refused, each answered with the reason."),
  SHADOW_REFUSALS(Kind.COUNT, "Wishes of the device shadow that were refused with a reason."),
  CREDENTIALS_FETCHED(Kind.COUNT, "Times temporary keys were fetched for the store.");

  /** Kind of a counter: a rising value is ordinary, or something was lost or damaged. */
  public enum Kind {
    COUNT,
    LOSS
  }

  private final Kind kind;
  private final String sentence;

  DeviceCounter(Kind kind, String sentence) {
    this.kind = kind;
    this.sentence = sentence;
  }

  /** True when a value other than zero tells of a loss. */
  public boolean isLoss() {
    return kind == Kind.LOSS;
  }

  /** Meaning of the counter, in one sentence. */
  public String sentence() {
    return sentence;
  }
}
