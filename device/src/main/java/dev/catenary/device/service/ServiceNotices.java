package dev.catenary.device.service;

import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tinylog.Logger;

/**
 * Notifications to the service manager, at the interval that it asks for. Without a manager all of
 * it does nothing. A manager that cannot be reached is logged once and changes nothing else.
 *
 * <p>One thread.
 */
public final class ServiceNotices implements AutoCloseable {
  private static final int STATUS_CHARACTERS_MAX = 400;

  private final @Nullable NotifySocket socket;
  private final long watchdogNanos;
  private boolean ready;
  private boolean failed;
  private String statusSent = "";

  private ServiceNotices(@Nullable NotifySocket socket, long watchdogNanos) {
    this.socket = socket;
    this.watchdogNanos = watchdogNanos;
  }

  /**
   * Reads NOTIFY_SOCKET, WATCHDOG_USEC and WATCHDOG_PID.
   *
   * @param processId ours; a watchdog meant for another process is not ours to feed
   * @throws IOException when NOTIFY_SOCKET names something that cannot be spoken to
   */
  public static ServiceNotices of(Map<String, String> environment, long processId)
      throws IOException {
    String address = environment.get("NOTIFY_SOCKET");
    if (address == null || address.isEmpty()) {
      return new ServiceNotices(null, 0);
    }
    String owner = environment.get("WATCHDOG_PID");
    boolean ours = owner == null || owner.equals(Long.toString(processId));
    String micros = environment.getOrDefault("WATCHDOG_USEC", "0");
    return new ServiceNotices(new NotifySocket(address), ours ? micros(micros) * 1_000 : 0);
  }

  private static long micros(String text) throws IOException {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw new IOException(
          "found WATCHDOG_USEC="
              + text
              + "; expected microseconds; cure: leave it to the service manager",
          e);
    }
  }

  /** True when a manager listens. */
  public boolean isManaged() {
    return socket != null;
  }

  /** The manager kills us when it has not heard for so long; 0 without a watchdog. */
  public long watchdogNanos() {
    return watchdogNanos;
  }

  public boolean isReady() {
    return ready;
  }

  /** Said once, with what a person reads in the service's status. */
  public void ready(String status) {
    if (!ready) {
      ready = true;
      statusSent = line(status);
      send("READY=1\nSTATUS=" + statusSent + "\n");
    }
  }

  /** One line for a person; the same line again is not sent. */
  public void status(String status) {
    String line = line(status);
    if (!line.equals(statusSent)) {
      statusSent = line;
      send("STATUS=" + line + "\n");
    }
  }

  /** Every stage goes on. */
  public void watchdog() {
    send("WATCHDOG=1\n");
  }

  /** Taking in has ended; what was taken in is being made durable. */
  public void stopping(String status) {
    statusSent = line(status);
    send("STOPPING=1\nSTATUS=" + statusSent + "\n");
  }

  private static String line(String text) {
    String line = text.replaceAll("\\s+", " ").strip();
    return line.length() <= STATUS_CHARACTERS_MAX
        ? line
        : line.substring(0, STATUS_CHARACTERS_MAX - 4) + " ...";
  }

  private void send(String message) {
    NotifySocket to = socket;
    if (to == null) {
      return;
    }
    try {
      to.send(message);
      failed = false;
    } catch (IOException e) {
      if (!failed) {
        Logger.warn("the service manager does not hear us: {}", e.toString());
      }
      failed = true;
    }
  }

  @Override
  public void close() throws IOException {
    if (socket != null) {
      socket.close();
    }
  }
}
