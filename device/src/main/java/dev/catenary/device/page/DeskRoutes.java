package dev.catenary.device.page;

import dev.catenary.device.json.JsonText;
import dev.catenary.device.page.access.Scope;
import dev.catenary.device.page.http.Refusal;
import dev.catenary.device.page.http.Reply;
import dev.catenary.device.page.http.Request;
import dev.catenary.device.page.http.Route;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** Self-test, support bundle and mission: what a technician has done by the vehicle. */
final class DeskRoutes {
  private final PageDesks desks;
  private final String missionName;

  /** Each holds one of the two threads that answer the whole page. */
  private final AtomicBoolean gathering = new AtomicBoolean();

  /**
   * @param missionName as configured, shown where nothing switches missions
   */
  DeskRoutes(PageDesks desks, String missionName) {
    this.desks = desks;
    this.missionName = missionName;
  }

  List<Route> all() {
    return List.of(
        Route.get("self-test", Scope.VIEW, _ -> Reply.json(told(selfTest().state()))),
        Route.post("self-test", Scope.OPERATE, this::startTest),
        Route.post("support-bundle", Scope.OPERATE, this::bundle),
        Route.get("mission", Scope.VIEW, _ -> Reply.json(mission())),
        Route.post("mission", Scope.OPERATE, this::switchMission));
  }

  private SelfTestDesk selfTest() throws Refusal {
    SelfTestDesk desk = desks.selfTest();
    if (desk == null) {
      throw Refusal.notHere("self-test", "Use catenary doctor.");
    }
    return desk;
  }

  private Reply startTest(Request request) throws Refusal {
    return Reply.json(202, JsonText.of(told(selfTest().start(request.who()))));
  }

  private static Map<String, Object> told(SelfTestDesk.State state) {
    Map<String, Object> told = new LinkedHashMap<>();
    told.put("running", state.running());
    told.put("progress", state.progress());
    told.put("secondsLeft", state.secondsLeft());
    SelfTestDesk.Result last = state.last();
    told.put("last", last == null ? null : told(last));
    return told;
  }

  private static Map<String, Object> told(SelfTestDesk.Result last) {
    List<Object> steps = new ArrayList<>();
    for (SelfTestDesk.Step step : last.steps()) {
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("name", step.name());
      one.put("passed", step.passed());
      one.put("found", step.found());
      one.put("expected", step.expected());
      one.put("cure", step.cure());
      steps.add(one);
    }
    Map<String, Object> told = new LinkedHashMap<>();
    told.put("at", last.at());
    told.put("passed", last.passed());
    told.put("steps", steps);
    told.put("record", last.record());
    return told;
  }

  private Reply bundle(Request request) throws Refusal, IOException {
    SupportBundle support = desks.support();
    if (support == null) {
      throw Refusal.notHere("support bundle", "Use journalctl and catenary status --json.");
    }
    if (!gathering.compareAndSet(false, true)) {
      throw new Refusal(
          503,
          "busy",
          "a bundle that is being gathered already",
          "one at a time",
          "Wait for it, half a minute at most, then ask again.");
    }
    try {
      SupportBundle.File file = support.make(request.who());
      return Reply.download(file.name(), file.contentType(), file.bytes());
    } finally {
      gathering.set(false);
    }
  }

  private Map<String, Object> mission() {
    Mission mission = desks.mission();
    return told(
        mission == null
            ? new Mission.State(missionName, null, true, null, false)
            : mission.state());
  }

  private Reply switchMission(Request request) throws Refusal, IOException {
    Mission mission = desks.mission();
    if (mission == null) {
      throw Refusal.notHere("mission switch", "Start and stop the service.");
    }
    Map<String, Object> body = request.json();
    String label = label(body.get("label"));
    String who = request.who();
    try {
      return Reply.json(
          told(
              switch (String.valueOf(body.get("action"))) {
                case "start" -> mission.start(label, who);
                case "stop" -> mission.stop(who);
                default ->
                    throw new Refusal(
                        400, "malformed", "another action", "start or stop", "Use the page.");
              }));
    } catch (IllegalArgumentException e) {
      throw Refusal.inItsWords(400, "malformed", e);
    } catch (IllegalStateException e) {
      throw Refusal.inItsWords(409, "board-switch", e);
    }
  }

  private static @Nullable String label(@Nullable Object said) throws Refusal {
    if (said == null || said.equals("")) {
      return null;
    }
    if (!(said instanceof String label)) {
      throw new Refusal(400, "malformed", "a label that is no text", "a text", "Use the page.");
    }
    return label;
  }

  private static Map<String, Object> told(Mission.State state) {
    Map<String, Object> told = new LinkedHashMap<>();
    told.put("name", state.name());
    told.put("label", state.label());
    told.put("running", state.running());
    told.put("since", state.since());
    told.put("canSwitch", state.canSwitch());
    return told;
  }
}
