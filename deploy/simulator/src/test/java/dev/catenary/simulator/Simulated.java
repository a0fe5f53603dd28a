package dev.catenary.simulator;

import dev.catenary.simulator.emit.PcapOutput;
import dev.catenary.simulator.emit.Ports;
import dev.catenary.simulator.scene.SceneKind;
import dev.catenary.simulator.truth.Tally;
import java.io.IOException;
import java.nio.file.Path;

/** A short survey written to files. */
record Simulated(Path pcap, Path truth, Tally tally) {
  static final Ports PORTS = new Ports(2368, 8308, 3001, 0);

  static SurveyPlan plan(
      SceneKind scene,
      SurveyPlan.SensorKind sensor,
      boolean dual,
      SurveyPlan.Vehicle vehicle,
      double seconds) {
    return new SurveyPlan(scene, sensor, "1024x10", dual, vehicle, 38, seconds, 5);
  }

  static Simulated write(SurveyPlan plan, Path folder, int threads)
      throws IOException, InterruptedException {
    Path pcap = folder.resolve("survey-" + threads + ".pcap");
    Path truth = folder.resolve("survey-" + threads + ".las");
    try (PcapOutput output = new PcapOutput(pcap, SurveyRun.FIXED_CLOCK, PORTS)) {
      Tally tally = new SurveyRun(new SurveySite(plan), threads, truth).atOnce(output);
      return new Simulated(pcap, truth, tally);
    }
  }
}
