package dev.catenary.device.recording;

import dev.catenary.capture.journal.DatagramChoice;
import dev.catenary.capture.journal.JournalExtract;
import dev.catenary.capture.journal.JournalPiece;
import dev.catenary.uplink.chunk.Checksums;
import dev.catenary.uplink.spool.Spool;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Gives the files of a request to the spool, two at a time so that its disk holds little twice, and
 * learns from its receipts which have arrived.
 */
final class RecordingSending {
  private static final int IN_SPOOL_MAX = 2;

  private final RequestBook book;
  private final Spool spool;
  private final RecordingOrigin origin;

  RecordingSending(RequestBook book, Spool spool, RecordingOrigin origin) {
    this.book = book;
    this.spool = spool;
    this.origin = origin;
  }

  /**
   * Takes one request a step further.
   *
   * @return true when a file was given to the spool, and more may follow at once
   */
  boolean step(Request request, DatagramChoice choice) throws IOException {
    Request now = request;
    int inSpool = 0;
    for (int i = 0; i < now.parts().size() && inSpool < IN_SPOOL_MAX; i++) {
      if (now.parts().get(i).sent()) {
        continue;
      }
      String chunk = RecordingOrigin.chunkId(now, i);
      if (spool.find(chunk).isPresent()) {
        inSpool++;
      } else if (spool.durable().hasReceipt(chunk)) {
        now = now.sent(i);
        book.change(now);
      } else {
        seal(now, i, choice);
        return true;
      }
    }
    if (now.sentParts() == now.parts().size()) {
      book.change(now.ended(Request.State.SENT, now.reason()));
    }
    return false;
  }

  private void seal(Request request, int index, DatagramChoice choice) throws IOException {
    Path file = book.pieceFile(request.id());
    JournalPiece piece = request.parts().get(index).piece();
    requireRoom(piece);
    try {
      new JournalExtract(choice, piece).write(book.folder(request.id()), file);
      give(request, index, file);
    } finally {
      Files.deleteIfExists(file);
    }
  }

  /** The file is twice on the disk for a moment, and the reserve is not its to use. */
  private void requireRoom(JournalPiece piece) throws IOException {
    long free = spool.disk().roomBytes();
    if (free < 2 * piece.bytes()) {
      throw new IOException(
          String.format(
              "found %d MiB above the spool's reserve; expected %d for a file of the raw journal;"
                  + " cure: none needed if chunks leave; else free space",
              free >> 20, (2 * piece.bytes()) >> 20));
    }
  }

  private void give(Request request, int index, Path file) throws IOException {
    try (Arena arena = Arena.ofConfined();
        FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      ByteBuffer bytes = channel.map(MapMode.READ_ONLY, 0, channel.size(), arena).asByteBuffer();
      spool.seal(bytes, origin.manifest(request, index, Checksums.of(bytes)));
    }
  }
}
