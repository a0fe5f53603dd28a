package dev.catenary.simulator.emit;

import java.io.Closeable;
import java.io.IOException;

/** Where the survey's datagrams go, in the order of their survey time. */
public interface Output extends Closeable {
  /** Hands on one datagram; its bytes may be changed afterwards. */
  void send(Stream stream, long surveyNanos, byte[] payload) throws IOException;

  /** Datagrams handed on so far. */
  long sent();
}
