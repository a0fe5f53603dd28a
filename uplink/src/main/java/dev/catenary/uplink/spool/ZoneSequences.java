package dev.catenary.uplink.spool;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Which datagrams made points of a zone: its chunks bear their first and last in their names. */
final class ZoneSequences {
  private static final Pattern ENDS = Pattern.compile("_([0-9]+)-([0-9]+)(_[0-9a-f]{8})?$");

  private ZoneSequences() {}

  /** Of the chunks of these names that are of this zone, in the order of their first. */
  static List<SequenceRange> of(String zoneSlug, Stream<String> chunkIds) {
    return chunkIds
        .filter(id -> id.startsWith(zoneSlug + "_"))
        .flatMap(id -> range(id).stream())
        .distinct()
        .sorted((a, b) -> Long.compare(a.first(), b.first()))
        .toList();
  }

  static Optional<SequenceRange> range(String id) {
    Matcher ends = ENDS.matcher(id);
    return ends.find()
        ? Optional.of(
            new SequenceRange(
                Long.parseUnsignedLong(ends.group(1)), Long.parseUnsignedLong(ends.group(2))))
        : Optional.empty();
  }
}
