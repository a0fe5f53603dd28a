package dev.catenary.device.cli;

import dev.catenary.device.export.EventFeatures;
import dev.catenary.device.findings.EarlierPlaces;
import dev.catenary.device.findings.EventCollector;
import dev.catenary.device.findings.FindingsExport;
import dev.catenary.device.findings.PlaceFeatures;
import dev.catenary.device.json.JsonText;
import dev.catenary.device.place.AssetFile;
import dev.catenary.device.place.Assets;
import dev.catenary.device.place.PlaceList;
import dev.catenary.device.place.ViolationPlace;
import dev.catenary.proto.message.Finding;
import dev.catenary.proto.message.ZoneEvent;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
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

  @Option(names = "--spool", description = "Folder of a spool, which may be in use.")
  private @Nullable Path spool;

  @Option(names = "--out", required = true, description = "Folder for the files that are written.")
  private Path out;

  @Option(
      names = "--assets",
      description =
          "Poles and towers by name: GeoJSON of points, or CSV with name, longitude and latitude in degrees.")
  private @Nullable Path assets;

  @Option(names = "--json", description = "Prints one JSON object; the files are written too.")
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
    Path names = assets;
    PlaceList list =
        new PlaceList(EarlierPlaces.in(out), names == null ? Assets.NONE : AssetFile.read(names));
    List<ViolationPlace> places = list.of(events.events(), events.chunks());
    List<Path> written = FindingsExport.write(out, events.events(), places, Instant.now());
    if (json) {
      to.println(JsonText.of(told(events, places, written)));
    } else {
      table(to, events, places);
      written.forEach(file -> to.println("wrote " + file));
      events.damaged().forEach(damage -> to.println("damaged: " + damage));
    }
    to.flush();
    return events.damaged().isEmpty() ? 0 : 1;
  }

  private static Map<String, Object> told(
      EventCollector events, List<ViolationPlace> places, List<Path> written) {
    Map<String, Object> told = new LinkedHashMap<>();
    told.put("files", events.files());
    told.put("zones", events.events().size());
    told.put("spans", events.events().stream().mapToLong(ZoneEvent::getSpansCount).sum());
    told.put("places", places.stream().map(FindingsCommand::told).toList());
    told.put(
        "violations",
        places.stream().flatMap(each -> each.rows().stream()).map(FindingsCommand::told).toList());
    told.put("written", written.stream().map(Path::toString).toList());
    told.put("damaged", events.damaged().stream().map(String::valueOf).toList());
    return told;
  }

  private static Map<String, Object> told(ViolationPlace place) {
    Map<String, Object> told = new LinkedHashMap<>(PlaceFeatures.of(place).attributes());
    told.put("worst", told(place.worst()));
    return told;
  }

  private static Map<String, Object> told(ViolationPlace.Row row) {
    Finding finding = row.finding();
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
    told.put("endUnseen", finding.getEndUnseen());
    told.put("loadedLeastMetres", finding.getLoadedLeastMetres());
    told.put("loadedMostMetres", finding.getLoadedMostMetres());
    return told;
  }

  private static void table(PrintWriter to, EventCollector events, List<ViolationPlace> places) {
    long spans = events.events().stream().mapToLong(ZoneEvent::getSpansCount).sum();
    to.printf(
        "%d files, %d zones, %d spans, %d places nearer than a rule%n",
        events.files(), events.events().size(), spans, places.size());
    places.stream().limit(LINES).forEach(place -> line(to, place));
    if (places.size() > LINES) {
      to.println("  and " + (places.size() - LINES) + " more");
    }
  }

  private static void line(PrintWriter to, ViolationPlace place) {
    Finding worst = place.worst().finding();
    to.printf(
        Locale.ROOT,
        "  %s %s at %.6f, %.6f: %.2f m, loaded %.2f m%s, rule %s wants %.2f m, error %.2f m;"
            + " %d wires, %d rows%s%n",
        place.id(),
        EventFeatures.obstacle(worst.getObstacleClass()),
        place.latitudeDegrees(),
        place.longitudeDegrees(),
        worst.getDistanceMetres(),
        worst.getLoadedDistanceMetres(),
        worst.getEndUnseen()
            ? String.format(
                Locale.ROOT,
                " (%.2f to %.2f m, end unseen)",
                worst.getLoadedLeastMetres(),
                worst.getLoadedMostMetres())
            : "",
        worst.getRule(),
        worst.getRequiredMetres(),
        worst.getErrorMetres(),
        place.wires(),
        place.rows().size(),
        place.spanName().isEmpty() ? "" : ", span " + place.spanName());
  }
}
