package dev.catenary.proving.bench;

import dev.catenary.device.bench.Figure;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Live heap after a full collection, and the process's peak memory. */
final class HeapWatch {
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final double MEBIBYTE = 1 << 20;

  private final List<Double> liveMebibytes = new ArrayList<>();

  void look() {
    System.gc();
    long used = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    liveMebibytes.add(used / MEBIBYTE);
  }

  /** The live heap of the run's second quarter and of its last: flat when they are alike. */
  List<Figure> figures() throws IOException {
    int looks = liveMebibytes.size();
    List<Figure> figures = new ArrayList<>();
    figures.add(heap("live heap, second quarter", looks / 4, Math.max(looks / 2, looks / 4 + 1)));
    figures.add(heap("live heap, last quarter", Math.min(looks * 3 / 4, looks - 1), looks));
    figures.add(
        new Figure(
            "peak resident memory", "MiB", "of this process", new Figure.Runs(peakMebibytes())));
    return figures;
  }

  private Figure heap(String name, int from, int to) {
    double[] values =
        liveMebibytes.subList(from, to).stream().mapToDouble(Double::doubleValue).toArray();
    return new Figure(name, "MiB", "after full collections", new Figure.Runs(values));
  }

  private static double peakMebibytes() throws IOException {
    try (var lines = Files.lines(STATUS)) {
      return lines
          .filter(line -> line.startsWith("VmHWM:"))
          .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")) / 1_024)
          .findFirst()
          .orElse(Double.NaN);
    }
  }
}
