package dev.catenary.device.cloud;

import dev.catenary.device.config.CatenaryConfig.LinkPolicies;
import dev.catenary.device.config.ConfigException;
import dev.catenary.device.config.ConfigProblem;
import dev.catenary.device.config.PolicyWish;
import dev.catenary.uplink.iot.Answer;
import dev.catenary.uplink.iot.DesiredRecording;
import dev.catenary.uplink.iot.RecordingState;
import dev.catenary.uplink.iot.Wishes;
import dev.catenary.uplink.policy.UploadGate;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.tinylog.Logger;

/**
 * Tries the shadow's desired upload policy on by the configuration's own reader, lets it hold, and
 * keeps it over a restart. A desired state that holds already is left alone, so a policy that
 * somebody has chosen since by a command stays until that changes.
 */
final class ShadowWishes implements Wishes {
  private final UploadGate gate;
  private final LinkPolicies configured;
  private final KeptWish kept;
  private volatile @Nullable RecordingOrders journal;

  ShadowWishes(UploadGate gate, LinkPolicies configured, KeptWish kept) {
    this.gate = gate;
    this.configured = configured;
    this.kept = kept;
  }

  /** Takes up the desired state that held before the restart. */
  void resume() {
    try {
      String before = kept.read();
      if (!before.isEmpty()) {
        PolicyWish wish = PolicyWish.read(before, configured);
        if (wish.problems().isEmpty()) {
          gate.choose(wish.active());
          Logger.info("upload policy {} holds, by the shadow's wish", wish.active().name());
        }
      }
    } catch (ConfigException | IOException e) {
      Logger.warn("the shadow's last wish is not to be had: {}", e.getMessage());
    }
  }

  @Override
  public Verdict upload(String uploadJson) {
    try {
      if (uploadJson.equals(kept.read())) {
        return taken();
      }
      if (uploadJson.isEmpty()) {
        kept.keep("");
        gate.choose(configured.active());
        return taken();
      }
      PolicyWish wish = PolicyWish.read(uploadJson, configured);
      if (!wish.problems().isEmpty()) {
        return refused(
            wish.problems().stream().map(ConfigProblem::toString).collect(Collectors.joining(" ")));
      }
      kept.keep(uploadJson);
      gate.choose(wish.active());
      Logger.info("upload policy {} holds now, by the shadow's wish", wish.active().name());
      return taken();
    } catch (ConfigException e) {
      return refused(String.valueOf(e.getMessage()));
    } catch (IOException e) {
      return refused("found that the wish cannot be kept (" + e.getMessage() + ")");
    }
  }

  /** Sets the receiver of the list of recordings; without it all of them are refused. */
  void recordings(RecordingOrders by) {
    journal = by;
  }

  @Override
  public Answer recording(DesiredRecording wish) {
    RecordingOrders by = journal;
    return by == null ? Wishes.super.recording(wish) : by.wish(wish);
  }

  @Override
  public List<RecordingState> recordings() {
    RecordingOrders by = journal;
    return by == null ? List.of() : by.states();
  }

  private Verdict taken() {
    return new Verdict(true, "", gate.policy().name());
  }

  private Verdict refused(String reason) {
    return new Verdict(false, reason, gate.policy().name());
  }
}
