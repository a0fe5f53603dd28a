package dev.catenary.device.doctor;

import dev.catenary.device.update.slot.BootState;
import dev.catenary.device.update.slot.SlotPlaces;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;

/** Check of the slots: which one runs, and how the last update ended. */
final class UpdateCheck implements Check {
  private static final String NAME = "updates";
  private static final String EXPECTED = "the newest release, proved good";

  private final SlotPlaces places;

  UpdateCheck(SlotPlaces places) {
    this.places = places;
  }

  @Override
  public List<Diagnosis> look() {
    if (!Files.isDirectory(places.top())) {
      return List.of(
          Diagnosis.good(NAME, "no slots: it takes none", "those of the Debian package"));
    }
    try {
      return List.of(of(BootState.read(places.state())));
    } catch (IOException e) {
      return List.of(
          Diagnosis.bad(
              NAME,
              String.valueOf(e.getMessage()),
              "a readable " + places.state(),
              "Look at the rights of " + places.top() + "."));
    }
  }

  private static Diagnosis of(BootState state) {
    if (state.isTrial()) {
      return Diagnosis.doubtful(
          NAME,
          "slot "
              + state.trial()
              + " on trial: "
              + state.beginnings()
              + " beginnings, "
              + state.ends()
              + " ends by itself",
          EXPECTED,
          "Wait, or look at catenary update status.");
    }
    if (state.outcome().equals("fell-back")) {
      return Diagnosis.doubtful(
          NAME,
          "slot " + state.good() + " runs after a fallback: " + state.why(),
          EXPECTED,
          "Look at journalctl -u catenary of that time, and order another release.");
    }
    return Diagnosis.good(NAME, "slot " + state.good() + ", counter " + state.reached(), EXPECTED);
  }
}
