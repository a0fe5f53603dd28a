package dev.catenary.capture.link;

import dev.catenary.proto.counter.Counters;
import dev.catenary.proto.counter.DeviceCounter;
import dev.catenary.proto.flow.Stage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;

/**
 * Counts the datagrams that the kernel dropped because a socket's buffer was full, once a second,
 * from the {@code drops} column of {@code /proc/net/udp}.
 *
 * <p>Source: Linux, Documentation/networking/proc_net_tcp.rst and net/ipv4/udp.c.
 */
public final class KernelDrops implements Stage {
  private static final long PERIOD_NANOS = 1_000_000_000;
  private static final Pattern SPACES = Pattern.compile("\\s+");
  private static final int LOCAL_ADDRESS_COLUMN = 1;
  private static final int INODE_COLUMN = 9;
  private static final int DROPS_COLUMN = 12;

  private final Path table;
  private final List<Integer> ports;
  private final Counters counters;
  private final LongSupplier nanoClock;
  private final Map<String, Long> seen = new HashMap<>();
  private long nextNanos;

  /**
   * @param table {@code /proc/net/udp}, or {@code /proc/net/udp6} where sockets are dual-stack
   */
  public KernelDrops(Path table, List<Integer> ports, Counters counters, LongSupplier nanoClock) {
    this.table = table;
    this.ports = List.copyOf(ports);
    this.counters = counters;
    this.nanoClock = nanoClock;
    this.nextNanos = nanoClock.getAsLong();
  }

  @Override
  public String roleName() {
    return "capture-kernel-drops";
  }

  @Override
  public int doWork() throws IOException {
    long now = nanoClock.getAsLong();
    if (now - nextNanos < 0) {
      return 0;
    }
    nextNanos = now + PERIOD_NANOS;
    look();
    return 0;
  }

  /** Reads the table now; drops since the last look are counted. */
  public void look() throws IOException {
    for (String line : Files.readAllLines(table)) {
      String[] columns = SPACES.split(line.strip());
      if (columns.length > DROPS_COLUMN && columns[0].endsWith(":")) {
        String local = columns[LOCAL_ADDRESS_COLUMN];
        int port = Integer.parseInt(local.substring(local.lastIndexOf(':') + 1), 16);
        if (ports.contains(port)) {
          count(columns[INODE_COLUMN], Long.parseLong(columns[DROPS_COLUMN]));
        }
      }
    }
  }

  /** Closes the counter; drops since the last look count too. */
  @Override
  public void close() throws IOException {
    look();
  }

  private void count(String inode, long drops) {
    long before = seen.getOrDefault(inode, 0L);
    counters.add(DeviceCounter.DATAGRAMS_DROPPED_BY_KERNEL, Math.max(0, drops - before));
    seen.put(inode, drops);
  }
}
