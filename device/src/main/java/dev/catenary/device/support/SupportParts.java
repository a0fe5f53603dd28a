package dev.catenary.device.support;

import dev.catenary.device.json.JsonText;
import dev.catenary.device.log.Redaction;
import dev.catenary.device.selftest.SignedRecord;
import dev.catenary.uplink.chunk.SealedChunk;
import dev.catenary.uplink.spool.Spool;
import dev.catenary.uplink.spool.SpoolEntry;
import dev.catenary.uplink.spool.SpoolReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The parts that are the same whether the service gathers them or the command line. */
public final class SupportParts {
  private SupportParts() {}

  /**
   * Parts of the bundle that lie on disk: configuration, log, spool, self-test.
   *
   * @param spool its folder
   * @param logs folder of the log's files
   * @param selfTests folder of the signed records
   */
  public static List<SupportBundle.Part> onDisk(
      Path configFile, Path spool, Path logs, Path selfTests, String software) {
    return List.of(
        new SupportBundle.Part(
            "configuration.yaml", () -> Redaction.ofConfiguration(Files.readString(configFile))),
        new SupportBundle.Part("log.txt", () -> new LogTail(logs).text()),
        new SupportBundle.Part("spool.txt", () -> spool(spool)),
        new SupportBundle.Part("self-test.json", () -> selfTest(selfTests), true),
        new SupportBundle.Part("versions.json", () -> versions(software)));
  }

  /** An index without data. */
  private static String spool(Path folder) throws IOException {
    SpoolReport report = Spool.inspect(folder);
    StringBuilder text = new StringBuilder();
    text.append(report.summary()).append('\n');
    text.append("rank severity points bytes state sealed first_host_utc chunk\n");
    for (SpoolEntry entry : report.entries()) {
      SealedChunk chunk = entry.chunk();
      text.append(
          String.format(
              Locale.ROOT,
              "%d %.2f %d %d %s %d %s %s%n",
              chunk.rank().ordinal(),
              chunk.severity(),
              chunk.points(),
              chunk.checksums().bytes(),
              entry.state(),
              chunk.sealNumber(),
              Instant.ofEpochSecond(0, chunk.firstHostNanos()),
              chunk.id()));
    }
    report.damaged().forEach(damage -> text.append("damaged: ").append(damage).append('\n'));
    return text.toString();
  }

  private static String selfTest(Path folder) throws IOException {
    SignedRecord last = SignedRecord.latest(folder);
    if (last == null) {
      return "{}\n";
    }
    return "{\"record\": " + last.record().json() + ", \"signed\": \"" + last.jws() + "\"}\n";
  }

  private static String versions(String software) throws IOException {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("catenary", software);
    all.put("java", Runtime.version());
    all.put("machine", System.getProperty("os.arch"));
    all.put("kernel", System.getProperty("os.name") + " " + System.getProperty("os.version"));
    all.put("computer", firstLine(Path.of("/proc/device-tree/model")));
    all.put("system", firstLine(Path.of("/etc/os-release")));
    all.put("processors", Runtime.getRuntime().availableProcessors());
    all.put("heapMaxBytes", Runtime.getRuntime().maxMemory());
    return JsonText.of(all) + "\n";
  }

  private static String firstLine(Path file) throws IOException {
    return Files.isReadable(file) ? Files.readString(file).lines().findFirst().orElse("") : "";
  }
}
