package dev.catenary.device.service;

import dev.catenary.device.mission.MissionControl;
import dev.catenary.device.mission.MissionState;
import dev.catenary.device.page.Mission;
import dev.catenary.device.page.PageDesks;
import dev.catenary.device.page.SelfTestDesk;
import dev.catenary.device.page.SupportBundle;
import dev.catenary.device.selftest.SignedRecord;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Desks of the running service, in the shape that the technician's page asks for. */
public final class DesksOfPage {
  private DesksOfPage() {}

  /** Without updates. */
  public static PageDesks of(ServiceDesk desk) {
    return of(desk, null);
  }

  public static PageDesks of(ServiceDesk desk, @Nullable UpdateDesk updates) {
    return new PageDesks(
        new OfSelfTest(desk.selfTest()),
        who -> bundle(desk, who),
        new OfMission(desk.mission()),
        updates);
  }

  private static SupportBundle.File bundle(ServiceDesk desk, String who) throws IOException {
    Instant now = Instant.now();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    desk.support().writeTo(out, who, now);
    return new SupportBundle.File(
        desk.support().fileName(now), "application/zip", out.toByteArray());
  }

  private record OfSelfTest(dev.catenary.device.selftest.SelfTestDesk desk)
      implements SelfTestDesk {
    @Override
    public SelfTestDesk.State state() {
      return told(desk.state());
    }

    @Override
    public SelfTestDesk.State start(String who) {
      return told(desk.start(who));
    }

    private static SelfTestDesk.State told(dev.catenary.device.selftest.SelfTestDesk.State state) {
      return new SelfTestDesk.State(
          state.running(), state.progress(), state.secondsLeft(), result(state.last()));
    }

    private static @Nullable Result result(@Nullable SignedRecord signed) {
      if (signed == null) {
        return null;
      }
      List<Step> steps =
          signed.record().steps().stream()
              .map(
                  step ->
                      new Step(
                          step.name(), step.passed(), step.found(), step.expected(), step.cure()))
              .toList();
      return new Result(signed.at(), signed.passed(), steps, signed.jws());
    }
  }

  private record OfMission(MissionControl control) implements Mission {
    @Override
    public Mission.State state() {
      return told(control.state());
    }

    @Override
    public Mission.State start(@Nullable String label, String who) throws IOException {
      return told(control.start(label == null ? "" : label, who));
    }

    @Override
    public Mission.State stop(String who) throws IOException {
      return told(control.stop(who));
    }

    private Mission.State told(MissionState state) {
      return new Mission.State(
          control.name(),
          state.label().isEmpty() ? null : state.label(),
          state.running(),
          state.since().equals(Instant.EPOCH) ? null : state.since(),
          control.canSwitch());
    }
  }
}
