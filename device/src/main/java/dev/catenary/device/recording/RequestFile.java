package dev.catenary.device.recording;

import dev.catenary.capture.journal.JournalPiece;
import dev.catenary.uplink.spool.SequenceRange;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;

/** The text of a request as it is kept on the disk; docs/journal.md has the lines. */
final class RequestFile {
  private static final String HEAD = "catenary-request 1\n";
  private static final String CHECK = "check ";

  private RequestFile() {}

  static String write(Request request) {
    StringBuilder text = new StringBuilder(HEAD);
    text.append(
        switch (request.asked()) {
          case Asked.Span(long first, long last) -> "span " + first + " " + last;
          case Asked.OfZone(String slug) -> "zone " + slug;
        });
    text.append("\nasked ").append(request.askedHostNanos());
    text.append("\nstate ").append(request.state());
    text.append("\ncut-off ").append(request.cutOffNanos());
    text.append("\nreason ").append(request.reason().replace('\n', ' ')).append('\n');
    for (SequenceRange range : request.ranges()) {
      text.append(String.format("range %d %d%n", range.first(), range.last()));
    }
    for (Request.Part part : request.parts()) {
      JournalPiece piece = part.piece();
      text.append(
          String.format(
              "part %d %d %d %d %d %d %s%n",
              piece.firstSequence(),
              piece.lastSequence(),
              piece.firstNanos(),
              piece.lastNanos(),
              piece.datagrams(),
              piece.bytes(),
              part.sent() ? "sent" : "waits"));
    }
    return text + CHECK + check(text.toString()) + "\n";
  }

  /** Empty for what was not written by {@link #write}; any text is allowed. */
  static Optional<Request> read(String id, String text) {
    int check = text.lastIndexOf(CHECK);
    if (check < 0
        || !text.startsWith(HEAD)
        || !text.substring(check).equals(CHECK + check(text.substring(0, check)) + "\n")) {
      return Optional.empty();
    }
    // The check was right: so are the lines.
    List<String> lines = text.substring(HEAD.length(), check).lines().toList();
    List<Request.Part> parts = new ArrayList<>();
    List<SequenceRange> ranges = new ArrayList<>();
    for (String line : lines.subList(5, lines.size())) {
      String[] words = line.split(" ", -1);
      if (words[0].equals("range")) {
        ranges.add(new SequenceRange(Long.parseLong(words[1]), Long.parseLong(words[2])));
      } else {
        parts.add(part(words));
      }
    }
    return Optional.of(
        new Request(
            id,
            asked(lines.get(0).split(" ", -1)),
            Long.parseLong(value(lines.get(1))),
            Request.State.valueOf(value(lines.get(2))),
            Long.parseLong(value(lines.get(3))),
            value(lines.get(4)),
            ranges,
            parts));
  }

  private static String value(String line) {
    return line.substring(line.indexOf(' ') + 1);
  }

  private static Asked asked(String[] words) {
    return words[0].equals("zone")
        ? new Asked.OfZone(words[1])
        : new Asked.Span(Long.parseLong(words[1]), Long.parseLong(words[2]));
  }

  private static Request.Part part(String[] words) {
    return new Request.Part(
        new JournalPiece(
            Long.parseLong(words[1]),
            Long.parseLong(words[2]),
            Long.parseLong(words[3]),
            Long.parseLong(words[4]),
            Long.parseLong(words[5]),
            Long.parseLong(words[6])),
        words[7].equals("sent"));
  }

  private static String check(String text) {
    CRC32C crc = new CRC32C();
    crc.update(text.getBytes(StandardCharsets.UTF_8));
    return String.format("%08x", crc.getValue());
  }
}
