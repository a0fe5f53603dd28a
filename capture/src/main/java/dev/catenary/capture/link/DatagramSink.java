package dev.catenary.capture.link;

/** Takes datagrams one by one; must not keep the flyweight. */
@FunctionalInterface
public interface DatagramSink {
  void accept(Datagram datagram);
}
