package dev.catenary.device.page;

import dev.catenary.device.json.JsonText;
import dev.catenary.device.mission.LabelRefused;
import dev.catenary.device.mission.MissionControl;
import dev.catenary.device.mission.MissionState;
import dev.catenary.device.mission.SwitchDecides;
import dev.catenary.device.page.access.Scope;
import dev.catenary.device.page.http.Refusal;
import dev.catenary.device.page.http.Reply;
import dev.catenary.device.page.http.Request;
import dev.catenary.device.page.http.Route;
import dev.catenary.device.selftest.SelfTestRunner;
import dev.catenary.device.selftest.SignedRecord;
import dev.catenary.device.selftest.TestStep;
import dev.catenary.device.support.SupportBundle;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** Self-test, support bundle and mission: what a technician has done by the vehicle. */
final class ActionRoutes {
  private final PageActions actions;
  private final String missionName;

  /** Each holds one of the two threads that answer the whole page. */
  private final AtomicBoolean gathering = new AtomicBoolean();

  /**
   * @param missionName as configured, shown where nothing switches missions
   */
  ActionRoutes(PageActions actions, String missionName) {
    this.actions = actions;
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

  private SelfTestRunner selfTest() throws Refusal {
    SelfTestRunner runner = actions.selfTest();
    if (runner == null) {
      throw Refusal.notHere("self-test", "Use catenary doctor.");
    }
    return runner;
  }

  private Reply startTest(Request request) throws Refusal {
    return Reply.json(202, JsonText.of(told(selfTest().start(request.who()))));
  }

  private static Map<String, Object> told(SelfTestRunner.State state) {
    Map<String, Object> told = new LinkedHashMap<>();
    told.put("running", state.running());
    told.put("progress", state.progress());
    told.put("secondsLeft", state.secondsLeft());
    SignedRecord last = state.last();
    told.put("last", last == null ? null : told(last));
    return told;
  }

  private static Map<String, Object> told(SignedRecord last) {
    List<Object> steps = new ArrayList<>();
    for (TestStep step : last.record().steps()) {
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
    told.put("record", last.jws());
    return told;
  }

  private Reply bundle(Request request) throws Refusal, IOException {
    SupportBundle support = actions.support();
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
      Instant now = Instant.now();
      ByteArrayOutputStream zip = new ByteArrayOutputStream();
      support.writeTo(zip, request.who(), now);
      return Reply.download(support.fileName(now), "application/zip", zip.toByteArray());
    } finally {
      gathering.set(false);
    }
  }

  private Map<String, Object> mission() {
    MissionControl mission = actions.mission();
    return mission == null
        ? told(missionName, MissionState.UNTOUCHED, false)
        : told(mission.name(), mission.state(), mission.canSwitch());
  }

  private Reply switchMission(Request request) throws Refusal, IOException {
    MissionControl mission = actions.mission();
    if (mission == null) {
      throw Refusal.notHere("mission switch", "Start and stop the service.");
    }
    Map<String, Object> body = request.json();
    String label = label(body.get("label"));
    String who = request.who();
    try {
      MissionState state =
          switch (String.valueOf(body.get("action"))) {
            case "start" -> mission.start(label, who);
            case "stop" -> mission.stop(who);
            default ->
                throw new Refusal(
                    400, "malformed", "another action", "start or stop", "Use the page.");
          };
      return Reply.json(told(mission.name(), state, mission.canSwitch()));
    } catch (LabelRefused e) {
      throw new Refusal(400, "malformed", e.problem());
    } catch (SwitchDecides e) {
      throw new Refusal(409, "board-switch", e.problem());
    }
  }

  private static String label(@Nullable Object said) throws Refusal {
    if (said == null) {
      return "";
    }
    if (!(said instanceof String label)) {
      throw new Refusal(400, "malformed", "a label that is no text", "a text", "Use the page.");
    }
    return label;
  }

  private static Map<String, Object> told(String name, MissionState state, boolean canSwitch) {
    Map<String, Object> told = new LinkedHashMap<>();
    told.put("name", name);
    told.put("label", state.label().isEmpty() ? null : state.label());
    told.put("running", state.running());
    told.put("since", state.since().equals(Instant.EPOCH) ? null : state.since());
    told.put("canSwitch", canSwitch);
    return told;
  }
}
