package dev.catenary.device.cli;

import dev.catenary.device.bench.HoldUpBench;
import dev.catenary.device.bench.Machine;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Set;
import java.util.stream.Stream;

/** The hold-up time of this machine, measured where the service is installed. */
final class HoldUp {
  static final Set<String> NAMES = Set.of("hold_up", "HOLD_UP");

  private HoldUp() {}

  /** Measures and prints one figure; returns the exit status. */
  static int measure(PrintWriter out) throws IOException, InterruptedException {
    out.println(Machine.describe());
    Path directory = Files.createTempDirectory("catenary-bench-");
    try {
      out.println(new HoldUpBench(directory).measure().row());
      out.flush();
    } finally {
      try (Stream<Path> files = Files.walk(directory)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
    return 0;
  }
}
