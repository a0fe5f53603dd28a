package dev.catenary.device.cloud;

import dev.catenary.device.config.CatenaryConfig.LinkPolicies;
import dev.catenary.proto.message.HostTimeSpan;
import dev.catenary.proto.message.Zone;
import dev.catenary.uplink.iot.Answer;
import dev.catenary.uplink.iot.Commands;
import dev.catenary.uplink.policy.UploadGate;
import dev.catenary.uplink.policy.UploadPolicy;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Does what the vehicle is asked to; what nobody here does is refused, and says so. */
final class DeviceCommands implements Commands {
  private final UploadGate gate;
  private final List<UploadPolicy> policies;
  private volatile @Nullable RecordingOrders journal;
  private volatile @Nullable Function<String, Answer> mission;

  DeviceCommands(UploadGate gate, LinkPolicies configured) {
    this.gate = gate;
    this.policies =
        Stream.concat(
                Stream.concat(Stream.of(UploadPolicy.ALL), Stream.of(configured.active())),
                configured.policies().stream())
            .distinct()
            .toList();
  }

  void recordings(RecordingOrders by) {
    journal = by;
  }

  void mission(Function<String, Answer> by) {
    mission = by;
  }

  @Override
  public Answer sendRecording(String commandId, HostTimeSpan span) {
    RecordingOrders by = journal;
    return by == null ? nobody("the raw journal") : by.send(commandId, span);
  }

  @Override
  public Answer sendRecording(String commandId, Zone zone) {
    RecordingOrders by = journal;
    return by == null ? nobody("the raw journal") : by.send(commandId, zone);
  }

  private static Answer nobody(String what) {
    return Answer.refused(
        "found nobody on this vehicle who can do this with "
            + what
            + "; expected a configuration with it; cure: turn it on there");
  }

  @Override
  public Answer setUploadPolicy(String name) {
    for (UploadPolicy policy : policies) {
      if (policy.name().equals(name)) {
        gate.choose(policy);
        return Answer.done("upload policy " + name + " holds");
      }
    }
    return Answer.refused(
        "found policy '"
            + name
            + "'; expected one of "
            + policies.stream().map(UploadPolicy::name).collect(Collectors.joining(", "))
            + "; cure: correct the name, or wish for a new one on the shadow");
  }

  @Override
  public Answer setMission(String label) {
    Function<String, Answer> by = mission;
    return by == null ? nobody("the mission's label") : by.apply(label);
  }
}
