package dev.catenary.capture.link;

import java.io.IOException;
import java.util.List;

/** Whatever datagrams come from: a socket, a serial port, a recording, the raw journal. */
public interface DatagramSource extends AutoCloseable {
  /** Table of the senders that nobody is configured for; asked for once. */
  default Strangers strangers() {
    return new Strangers();
  }

  /** Why links are not open, each with its cure. Any thread. */
  default List<String> problems() {
    return List.of();
  }

  /**
   * Hands on datagrams that are there now, without waiting.
   *
   * @param limit the most datagrams to hand on
   * @return how many were handed on
   * @throws IOException when the source is broken and cannot heal by itself
   */
  int poll(DatagramSink sink, int limit) throws IOException;

  /** True when nothing will come any more; a live link never ends. */
  boolean isExhausted();

  @Override
  void close() throws IOException;
}
