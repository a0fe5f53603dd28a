package dev.catenary.capture.replay;

import java.io.IOException;
import java.nio.file.Path;

/** A file that begins neither as pcap nor as pcapng. */
public final class NotACaptureFileException extends IOException {
  private static final long serialVersionUID = 1L;

  private static final int GZIP = 0x1F8B;

  NotACaptureFileException(Path file, int firstBytes) {
    super(
        String.format(
            "%s: found the first bytes %08x; expected a pcap or pcapng file. Record with tcpdump,"
                + " dumpcap or Wireshark%s.",
            file,
            firstBytes,
            firstBytes >>> 16 == GZIP ? "; this one is compressed: gunzip it first" : ""));
  }
}
