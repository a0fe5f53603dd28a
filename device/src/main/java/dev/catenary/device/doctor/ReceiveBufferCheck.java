package dev.catenary.device.doctor;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Check of the receive buffers: the kernel grants what the links ask for. */
public final class ReceiveBufferCheck implements Check {
  public static final Path RMEM_MAX = Path.of("/proc/sys/net/core/rmem_max");

  private static final int VALUE_BYTES_MAX = 64;

  private final Path rmemMax;
  private final long wantedBytes;

  /**
   * @param rmemMax the kernel's limit, as a file
   * @param wantedBytes the largest buffer of the configuration
   */
  public ReceiveBufferCheck(Path rmemMax, long wantedBytes) {
    this.rmemMax = rmemMax;
    this.wantedBytes = wantedBytes;
  }

  @Override
  public List<Diagnosis> look() throws IOException {
    String found = "net.core.rmem_max = " + granted();
    String expected = wantedBytes + " bytes or more";
    return granted() >= wantedBytes
        ? List.of(Diagnosis.good("receive buffers", found, expected))
        : List.of(
            Diagnosis.doubtful(
                "receive buffers",
                found,
                expected,
                "sysctl -w net.core.rmem_max="
                    + wantedBytes
                    + "; the package's /usr/lib/sysctl.d/60-catenary.conf does so at each start."));
  }

  /** A sysctl gives its value to the first read alone, so that read must be large enough. */
  private long granted() throws IOException {
    try (InputStream file = Files.newInputStream(rmemMax)) {
      byte[] text = file.readNBytes(VALUE_BYTES_MAX);
      return Long.parseLong(new String(text, StandardCharsets.US_ASCII).strip());
    }
  }

  /** Raises the limit, never lowers it. */
  @Override
  public boolean repair() throws IOException {
    if (granted() >= wantedBytes) {
      return false;
    }
    Files.writeString(rmemMax, wantedBytes + "\n");
    return true;
  }
}
