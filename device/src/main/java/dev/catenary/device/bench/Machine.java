package dev.catenary.device.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Machine that a figure was measured on, in one line. */
public final class Machine {
  private static final Path CPU_INFO = Path.of("/proc/cpuinfo");

  private Machine() {}

  public static String describe() {
    Runtime runtime = Runtime.getRuntime();
    return String.format(
        "%s, %d cores, heap %d MiB, Java %s, %s %s",
        cpu(),
        runtime.availableProcessors(),
        runtime.maxMemory() >> 20,
        Runtime.version(),
        System.getProperty("os.name"),
        System.getProperty("os.arch"));
  }

  private static String cpu() {
    try (var lines = Files.lines(CPU_INFO)) {
      return lines
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse("unnamed processor");
    } catch (IOException e) {
      return "unknown processor";
    }
  }
}
