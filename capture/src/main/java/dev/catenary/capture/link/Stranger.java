package dev.catenary.capture.link;

/**
 * One sender of datagrams that nobody is configured for, and the port it sends to.
 *
 * @param address of the sender
 * @param port it sends to
 * @param portIsConfigured true when only the sender is another than {@code link.source} says
 * @param datagrams so far
 * @param bytes payload of the last one
 */
public record Stranger(
    String address, int port, boolean portIsConfigured, long datagrams, int bytes) {}
