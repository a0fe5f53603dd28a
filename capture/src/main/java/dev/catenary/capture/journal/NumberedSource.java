package dev.catenary.capture.journal;

import dev.catenary.capture.link.DatagramSink;
import dev.catenary.capture.link.DatagramSource;
import java.io.IOException;

/** Numbers datagrams of a source that is not journalled, from 1 on. */
public final class NumberedSource implements DatagramSource {
  private final DatagramSource source;
  private long sequence;

  public NumberedSource(DatagramSource source) {
    this.source = source;
  }

  @Override
  public int poll(DatagramSink sink, int limit) throws IOException {
    return source.poll(
        datagram -> {
          datagram.sequence = ++sequence;
          sink.accept(datagram);
        },
        limit);
  }

  @Override
  public boolean isExhausted() {
    return source.isExhausted();
  }

  @Override
  public void close() throws IOException {
    source.close();
  }
}
