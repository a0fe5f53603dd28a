package dev.catenary.device.service;

import dev.catenary.device.json.JsonText;
import dev.catenary.device.mission.LabelRefused;
import dev.catenary.device.mission.MissionControl;
import dev.catenary.device.mission.MissionState;
import dev.catenary.device.mission.SwitchDecides;
import dev.catenary.device.selftest.SelfTestRunner;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The socket's questions about mission and self-test: words with tabs between. {@code mission},
 * {@code mission start WHO LABEL}, {@code mission stop WHO}, {@code self-test}, {@code self-test
 * start WHO}. The answers are one JSON object, with {@code error} where it could not be done.
 */
final class SocketActions {
  private SocketActions() {}

  static String of(String question, MissionControl mission, SelfTestRunner selfTest) {
    String[] words = question.split("\t", 4);
    String verb = words.length > 1 ? words[1] : "";
    String who = words.length > 2 && !words[2].isBlank() ? words[2] : "command line";
    try {
      return switch (words[0]) {
        case "mission" -> mission(mission, verb, who, words.length > 3 ? words[3] : "");
        case "self-test" -> selfTest(verb.equals("start") ? selfTest.start(who) : selfTest.state());
        default -> "";
      };
    } catch (IOException | LabelRefused | SwitchDecides e) {
      return JsonText.of(Map.of("error", String.valueOf(e.getMessage()))) + "\n";
    }
  }

  private static String mission(MissionControl mission, String verb, String who, String label)
      throws IOException {
    MissionState state =
        switch (verb) {
          case "start" -> mission.start(label, who);
          case "stop" -> mission.stop(who);
          default -> mission.state();
        };
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("name", mission.name());
    all.put("label", state.label());
    all.put("running", state.running());
    all.put("since", state.since());
    all.put("by", state.by());
    all.put("canSwitch", mission.canSwitch());
    return JsonText.of(all) + "\n";
  }

  private static String selfTest(SelfTestRunner.State state) {
    var last = state.last();
    String text =
        "{\"running\": "
            + state.running()
            + ", \"secondsLeft\": "
            + state.secondsLeft()
            + ", \"last\": "
            + (last == null ? "null" : last.record().json())
            + ", \"signed\": "
            + JsonText.of(last == null ? null : last.jws())
            + "}\n";
    return text;
  }
}
