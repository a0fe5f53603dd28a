package dev.catenary.capture.journal;

import dev.catenary.capture.link.Datagram;
import dev.catenary.capture.link.DatagramSink;
import dev.catenary.capture.link.DatagramSource;
import java.io.IOException;

/** Numbers datagrams of a source that is not journalled. */
public final class NumberedSource implements DatagramSource {
  private final DatagramSource source;
  private long sequence;

  /** Made once, not for each poll. */
  private final DatagramSink numbered = this::number;

  private DatagramSink onward = datagram -> {};

  /**
   * @param sequencesAfter the first datagram's sequence is one more
   */
  public NumberedSource(DatagramSource source, long sequencesAfter) {
    this.source = source;
    this.sequence = sequencesAfter;
  }

  @Override
  public int poll(DatagramSink sink, int limit) throws IOException {
    onward = sink;
    return source.poll(numbered, limit);
  }

  private void number(Datagram datagram) {
    datagram.sequence = ++sequence;
    onward.accept(datagram);
  }

  /** The last datagram that was taken in has this sequence; the polling thread asks. */
  public long lastTaken() {
    return sequence;
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
