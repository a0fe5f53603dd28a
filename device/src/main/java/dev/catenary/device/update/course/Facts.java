package dev.catenary.device.update.course;

import dev.catenary.device.update.slot.Answer;
import dev.catenary.device.update.slot.BootState;
import java.util.List;
import java.util.Optional;

/**
 * Facts that an update's next phase follows from.
 *
 * @param nowSeconds wall clock, seconds since 1970
 * @param answer of the installer, the last it gave
 * @param boot state of the slots
 * @param begunSeconds wall clock at which this process began
 * @param held reasons why the interlock holds; empty when it does not
 * @param machine as it is now
 * @param isProven true when the trial has proved good
 */
public record Facts(
    long nowSeconds,
    Optional<Answer> answer,
    BootState boot,
    long begunSeconds,
    List<String> held,
    Baseline machine,
    boolean isProven) {
  public Facts {
    held = List.copyOf(held);
  }
}
