package dev.catenary.device.cli;

import dev.catenary.device.findings.EventCollector;
import dev.catenary.device.findings.FindingsExport;
import dev.catenary.device.json.JsonText;
import dev.catenary.proto.message.Finding;
import dev.catenary.proto.message.ZoneEvent;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows what the zones have shown, and writes it for a GIS. */
@Command(
    name = "findings",
    description =
        "Write spans and clearance findings as GeoJSON and GeoPackage. Triage, not a statement of"
            + " compliance.")
final class FindingsCommand implements Callable<Integer> {
  private static final int LINES = 20;

  @Spec private CommandSpec spec;

  @Option(names = "--spool", description = "A spool's folder; may be in use.")
  private @Nullable Path spool;

  @Option(names = "--out", required = true, description = "Folder for the files it writes.")
  private Path out;

  @Option(names = "--json", description = "Tell it as one JSON object; the files are written too.")
  private boolean json;

  @Parameters(
      arity = "0..*",
      paramLabel = "FILE",
      description = "Event files and manifests, or folders of them, as taken from the store.")
  private @Nullable List<Path> files;

  @Override
  public Integer call() throws Exception {
    EventCollector events = new EventCollector();
    Path folder = spool;
    if (folder != null) {
      events.addFolder(folder);
    }
    for (Path file : files == null ? List.<Path>of() : files) {
      if (Files.isDirectory(file)) {
        events.addFolder(file);
      } else {
        events.addFile(file);
      }
    }
    PrintWriter to = spec.commandLine().getOut();
    List<Path> written = FindingsExport.write(out, events.events(), Instant.now());
    if (json) {
      to.println(JsonText.of(told(events, written)));
    } else {
      table(to, events);
      written.forEach(file -> to.println("wrote " + file));
      events.damaged().forEach(damage -> to.println("damaged: " + damage));
    }
    to.flush();
    return events.damaged().isEmpty() ? 0 : 1;
  }

  /** The worst first. */
  private static List<Finding> breaches(EventCollector events) {
    return events.events().stream()
        .flatMap(event -> event.getFindingsList().stream())
        .filter(Finding::getBreach)
        .sorted(
            Comparator.comparingDouble(
                finding -> finding.getLoadedDistanceMetres() - finding.getRequiredMetres()))
        .toList();
  }

  private static Map<String, Object> told(EventCollector events, List<Path> written) {
    Map<String, Object> told = new LinkedHashMap<>();
    told.put("files", events.files());
    told.put("zones", events.events().size());
    told.put("spans", events.events().stream().mapToLong(ZoneEvent::getSpansCount).sum());
    told.put("breaches", breaches(events).stream().map(FindingsCommand::told).toList());
    told.put("written", written.stream().map(Path::toString).toList());
    told.put("damaged", events.damaged().stream().map(String::valueOf).toList());
    return told;
  }

  private static Map<String, Object> told(Finding finding) {
    Map<String, Object> told = new LinkedHashMap<>();
    told.put("obstacleClass", finding.getObstacleClass());
    told.put("eastingMetres", finding.getEastingMetres());
    told.put("northingMetres", finding.getNorthingMetres());
    told.put("heightMetres", finding.getHeightMetres());
    told.put("distanceMetres", finding.getDistanceMetres());
    told.put("loadedDistanceMetres", finding.getLoadedDistanceMetres());
    told.put("rule", finding.getRule());
    told.put("requiredMetres", finding.getRequiredMetres());
    told.put("errorMetres", finding.getErrorMetres());
    return told;
  }

  private static void table(PrintWriter to, EventCollector events) {
    long spans = events.events().stream().mapToLong(ZoneEvent::getSpansCount).sum();
    List<Finding> breaches = breaches(events);
    to.printf(
        "%d files, %d zones, %d spans, %d findings nearer than their rule%n",
        events.files(), events.events().size(), spans, breaches.size());
    breaches.stream()
        .limit(LINES)
        .forEach(
            finding ->
                to.printf(
                    Locale.ROOT,
                    "  class %d at %.2f %.2f %.2f: %.2f m, loaded %.2f m, rule %s wants %.2f m,"
                        + " error %.2f m%n",
                    finding.getObstacleClass(),
                    finding.getEastingMetres(),
                    finding.getNorthingMetres(),
                    finding.getHeightMetres(),
                    finding.getDistanceMetres(),
                    finding.getLoadedDistanceMetres(),
                    finding.getRule(),
                    finding.getRequiredMetres(),
                    finding.getErrorMetres()));
    if (breaches.size() > LINES) {
      to.println("  and " + (breaches.size() - LINES) + " more");
    }
  }
}
