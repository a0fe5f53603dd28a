package dev.catenary.device.page;

import dev.catenary.device.config.CatenaryConfig;
import dev.catenary.device.export.GeoJsonText;
import dev.catenary.device.health.StatusText;
import dev.catenary.device.log.RecentLog;
import dev.catenary.device.page.access.Scope;
import dev.catenary.device.page.feed.ChartKeeper;
import dev.catenary.device.page.http.Refusal;
import dev.catenary.device.page.http.Reply;
import dev.catenary.device.page.http.Request;
import dev.catenary.device.page.http.Route;
import dev.catenary.device.place.PlaceIds;
import dev.catenary.inference.wire.clearance.ClearanceRules;
import dev.catenary.uplink.pressure.DiskState;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Every endpoint but those of the session, with the scope it takes. */
final class PageRoutes {
  private static final double MILLI = 1e-3;
  private static final double HOUR_SECONDS = 3_600;

  private final PageParts parts;
  private final PlaceIds placeIds = new PlaceIds();

  PageRoutes(PageParts parts) {
    this.parts = parts;
  }

  List<Route> all() {
    List<Route> routes =
        new ArrayList<>(
            List.of(
                Route.get("status", Scope.VIEW, this::status),
                Route.get("chart", Scope.VIEW, this::chart),
                Route.get(
                    "queue",
                    Scope.VIEW,
                    _ -> Reply.json(QueueAnswer.of(parts.machine(), parts.watch()))),
                Route.get("sensors", Scope.VIEW, _ -> Reply.json(SensorsAnswer.of(parts))),
                Route.get("gnss", Scope.VIEW, this::gnss),
                Route.get("zones", Scope.VIEW, _ -> Reply.json(ZonesAnswer.of(parts))),
                Route.get("track", Scope.VIEW, this::track),
                Route.get(
                    "findings",
                    Scope.VIEW,
                    _ -> Reply.json(200, GeoJsonText.ofWires(parts.watch().zones().mostUrgent()))),
                Route.get("violations", Scope.VIEW, this::violations),
                Route.get("journal", Scope.VIEW, this::journal),
                Route.get("events", Scope.VIEW, this::events),
                // The upgrade is made before an endpoint is asked.
                Route.get("points", Scope.VIEW, _ -> Reply.json(Map.of()))));
    routes.addAll(new ConfigRoutes(parts.configFile()).routes());
    routes.addAll(new ActionRoutes(parts.actions(), parts.config().mission()).all());
    routes.addAll(new UpdateRoutes(parts.actions().updates()).all());
    return routes;
  }

  private Look look() throws Refusal {
    Look look = parts.watch().last();
    if (look == null) {
      throw new Refusal(503, "starting", "no look yet", "one a second", "Ask again in 1 s.");
    }
    return look;
  }

  private Reply status(Request request) throws Refusal {
    Look look = look();
    return Reply.json(200, StatusText.json(look.health(), look.reading()));
  }

  private Reply chart(Request request) {
    long after = number(request, "after");
    DiskState disk = parts.machine().disk();
    Map<String, Object> forecast = new LinkedHashMap<>();
    forecast.put("freeBytes", disk.freeBytes());
    var fullIn = disk.fullIn();
    forecast.put("hoursLeft", fullIn == null ? null : fullIn.toSeconds() / HOUR_SECONDS);
    forecast.put(
        "bytesPerHour",
        fullIn == null || fullIn.isZero()
            ? null
            : disk.freeBytes() / (fullIn.toSeconds() / HOUR_SECONDS));
    forecast.put("text", disk.sentence());
    Map<String, Object> told = new LinkedHashMap<>();
    told.put("stepSeconds", ChartKeeper.STEP_SECONDS);
    told.put("series", parts.watch().chart().series(after));
    told.put("diskForecast", forecast);
    return Reply.json(told);
  }

  private Reply gnss(Request request) {
    Map<String, Object> told = parts.watch().position().answer(System.nanoTime());
    Look look = parts.watch().last();
    told.put("timeSource", look == null ? null : timeSource(look));
    return Reply.json(told);
  }

  /** The best that any sensor's time is had by. */
  private static String timeSource(Look look) {
    return look.reading().sensors().stream()
        .map(sensor -> sensor.timeQuality())
        .reduce((one, other) -> one.compareTo(other) <= 0 ? one : other)
        .map(Enum::name)
        .orElse("NONE");
  }

  private Reply track(Request request) {
    double now = Instant.now().toEpochMilli() * MILLI;
    Map<String, Object> told = new LinkedHashMap<>();
    told.put("nowEpochSeconds", now);
    told.put("points", parts.watch().position().track(System.nanoTime(), now));
    return Reply.json(told);
  }

  private Reply violations(Request request) throws IOException {
    return Reply.json(
        ViolationsAnswer.of(
            parts.watch().zones(),
            placeIds,
            (int) number(request, "most"),
            !parts.machine().clearance().equals(ClearanceRules.NONE)));
  }

  private Reply journal(Request request) throws IOException {
    CatenaryConfig config = parts.config();
    return Reply.json(JournalAnswer.of(config.journal(), config.journalDirectory()));
  }

  private Reply events(Request request) {
    List<RecentLog.Line> lines = RecentLog.after(number(request, "after"));
    List<Object> told = new ArrayList<>();
    for (RecentLog.Line line : lines) {
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("number", line.number());
      one.put("at", line.at());
      one.put("level", line.level());
      one.put("text", line.text());
      told.add(one);
    }
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("events", told);
    answer.put("last", lines.isEmpty() ? number(request, "after") : lines.getLast().number());
    return Reply.json(answer);
  }

  private static long number(Request request, String name) {
    String text = request.query().getOrDefault(name, "0");
    return text.matches("\\d{1,18}") ? Long.parseLong(text) : 0;
  }
}
