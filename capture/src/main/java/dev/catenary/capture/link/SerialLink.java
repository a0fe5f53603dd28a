package dev.catenary.capture.link;

import com.fazecast.jSerialComm.SerialPort;
import com.fazecast.jSerialComm.SerialPortInvalidPortException;
import dev.catenary.proto.counter.Counters;
import dev.catenary.proto.counter.DeviceCounter;
import dev.catenary.proto.flow.Stage;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.tinylog.Logger;

/**
 * Reads one serial port, which no other program may open meanwhile, and puts the bytes, as they
 * come, into the ring. They are datagrams from no address to the link's own number, so that
 * journal, replay and decoding treat them as they treat a socket's. A port that is not there yet,
 * is busy or has been pulled is tried again, more and more seldom, up to each {@value
 * #BACKOFF_MILLIS_MAX} ms.
 */
public final class SerialLink implements Stage {
  static final long BACKOFF_MILLIS_MAX = 4_000;

  private static final long BACKOFF_MILLIS_MIN = 125;
  private static final long NANOS_PER_MILLI = 1_000_000;
  private static final long PRESENCE_NANOS = 250 * NANOS_PER_MILLI;
  private static final int DATA_BITS = 8;
  private static final int READ_BYTES_MAX = 4_096;

  private final SerialLinkConfig config;
  private final int link;
  private final DatagramRing ring;
  private final Counters counters;
  private final LongSupplier hostNanos;
  private final LongSupplier nanoClock;
  private final byte[] bytes = new byte[READ_BYTES_MAX];
  private final ByteBuffer wrapped = ByteBuffer.wrap(bytes);
  private @Nullable SerialPort port;
  private boolean everOpened;
  private long attempts;
  private long backoffMillis = BACKOFF_MILLIS_MIN;
  private long tryAtNanos;
  private long lookAtNanos;

  /** Identity of the device when it was opened: a pulled and replugged port is another. */
  private @Nullable Object opened;

  private volatile @Nullable String problem;

  /**
   * @param link index that the datagrams carry
   * @param hostNanos host clock, nanoseconds since 1970-01-01T00:00Z
   * @param nanoClock for the attempts; never steps
   */
  public SerialLink(
      SerialLinkConfig config,
      int link,
      DatagramRing ring,
      Counters counters,
      LongSupplier hostNanos,
      LongSupplier nanoClock) {
    this.config = config;
    this.link = link;
    this.ring = ring;
    this.counters = counters;
    this.hostNanos = hostNanos;
    this.nanoClock = nanoClock;
    this.tryAtNanos = nanoClock.getAsLong();
  }

  @Override
  public String roleName() {
    return "capture-" + config.name();
  }

  /** Why the port is not open, and the cure; null while it is. Any thread. */
  public @Nullable String problem() {
    return problem;
  }

  @Override
  public int doWork() {
    SerialPort open = port;
    long now = nanoClock.getAsLong();
    if (open == null) {
      if (now - tryAtNanos >= 0) {
        tryToOpen(now);
      }
      return 0;
    }
    int available = open.bytesAvailable();
    int read = available > 0 ? open.readBytes(bytes, Math.min(available, bytes.length)) : available;
    if (read > 0) {
      ring.offer(wrapped, 0, read, link, hostNanos.getAsLong(), 0, 0, config.datagramPort());
      return 1;
    }
    boolean look = now - lookAtNanos >= 0;
    if (look) {
      lookAtNanos = now + PRESENCE_NANOS;
    }
    if (read < 0 || (look && !Objects.equals(identity(), opened))) {
      lost(now);
    }
    return 0;
  }

  /** Number of tries to open the port. */
  long attempts() {
    return attempts;
  }

  private void tryToOpen(long now) {
    attempts++;
    String found;
    try {
      SerialPort candidate = SerialPort.getCommPort(config.device().toString());
      candidate.setComPortParameters(
          config.baud(), DATA_BITS, SerialPort.ONE_STOP_BIT, SerialPort.NO_PARITY);
      candidate.setComPortTimeouts(SerialPort.TIMEOUT_NONBLOCKING, 0, 0);
      if (candidate.openPort(0)) {
        opened(candidate, now);
        return;
      }
      found = whyNot(config.device(), candidate.getLastErrorCode());
    } catch (SerialPortInvalidPortException e) {
      found = whyNot(config.device(), 0);
    }
    say(found);
    tryAtNanos = now + backoffMillis * NANOS_PER_MILLI;
    backoffMillis = Math.min(2 * backoffMillis, BACKOFF_MILLIS_MAX);
  }

  private void opened(SerialPort candidate, long now) {
    port = candidate;
    opened = identity();
    lookAtNanos = now + PRESENCE_NANOS;
    backoffMillis = BACKOFF_MILLIS_MIN;
    if (everOpened) {
      counters.increment(DeviceCounter.SERIAL_RECONNECTS);
    }
    everOpened = true;
    problem = null;
    Logger.info(
        "serial link {}: {} opened at {} baud", config.name(), config.device(), config.baud());
  }

  private void lost(long now) {
    letGo();
    tryAtNanos = now + backoffMillis * NANOS_PER_MILLI;
    say(
        String.format(
            "serial link %s: found that %s has gone; expected it to stay. Check cable and plug; it"
                + " is opened again when it is back.",
            config.name(), config.device()));
  }

  private void letGo() {
    SerialPort open = port;
    if (open != null) {
      open.closePort();
    }
    port = null;
    opened = null;
  }

  /** The device file itself, behind whatever links name it; null when there is none. */
  private @Nullable Object identity() {
    try {
      Path device = config.device().toRealPath();
      return device + " " + Files.getAttribute(device, "unix:ino");
    } catch (java.io.IOException e) {
      return null;
    }
  }

  private String whyNot(Path device, int errorCode) {
    String reason;
    if (!Files.exists(device)) {
      reason =
          "no such port; expected it to be there. Plug it in, or configure one of"
              + " /dev/serial/by-id.";
    } else if (!Files.isReadable(device) || !Files.isWritable(device)) {
      reason =
          "no permission; expected to read and write it. Add the service's user to the group that"
              + " owns it: usermod -aG dialout USER, then start the service anew.";
    } else {
      reason =
          "it is busy or no serial port (error "
              + errorCode
              + "); expected it free. Find the program that has it with fuser -v "
              + device
              + "; ModemManager and gpsd are the usual ones.";
    }
    return String.format("serial link %s: found, for %s, %s", config.name(), device, reason);
  }

  private void say(String found) {
    if (!found.equals(problem)) {
      Logger.warn(found);
    }
    problem = found;
  }

  @Override
  public void close() {
    letGo();
  }
}
