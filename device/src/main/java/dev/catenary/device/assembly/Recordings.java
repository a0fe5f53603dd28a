package dev.catenary.device.assembly;

import dev.catenary.device.cloud.CloudLink;
import dev.catenary.device.config.CatenaryConfig.JournalSettings;
import dev.catenary.device.mission.LabelRefused;
import dev.catenary.device.mission.MissionControl;
import dev.catenary.device.recording.RecordingLimits;
import dev.catenary.device.recording.RecordingOrigin;
import dev.catenary.device.recording.RecordingRequests;
import dev.catenary.device.recording.RecordingSender;
import dev.catenary.device.recording.RequestBook;
import dev.catenary.device.stage.MachineClock;
import dev.catenary.proto.flow.Stage;
import dev.catenary.uplink.iot.Answer;
import dev.catenary.uplink.spool.Spool;
import java.io.IOException;
import java.nio.file.Path;

/** Ties the line to the broker to those who do what is asked over it. */
final class Recordings {
  private final RequestBook book;
  private final Stage sender;
  private final MachineClock clock;

  /**
   * The parts of the raw journal that this machine is asked for.
   *
   * @param folder of the raw journal
   */
  Recordings(
      JournalSettings settings,
      Path folder,
      RecordingOrigin origin,
      RawJournal journal,
      Spool spool,
      MachineClock clock)
      throws IOException {
    this.clock = clock;
    this.book = RequestBook.open(folder);
    this.sender =
        new RecordingSender(
            book,
            journal::force,
            spool,
            origin,
            new RecordingLimits(
                (long) settings.askedMebibytesMax() << 20, RecordingLimits.PIECE_BYTES),
            clock.instants(),
            clock.nanos());
  }

  /** For a thread of its own. */
  Stage sender() {
    return sender;
  }

  void answer(CloudLink cloud) {
    cloud.recordings(new RecordingRequests(book, clock.instants()));
  }

  /** As by the page, but a mission that is stopped stays so. */
  static void label(MissionControl mission, CloudLink cloud) {
    cloud.mission(
        label -> {
          try {
            mission.label(label, "message broker");
            return Answer.done("mission " + mission.name() + " is labelled " + label);
          } catch (LabelRefused e) {
            return Answer.refused(String.valueOf(e.getMessage()));
          } catch (IOException e) {
            return Answer.refused(
                "found that the label cannot be kept ("
                    + e.getMessage()
                    + "); expected a data directory that can be written to; cure: look after the"
                    + " disk");
          }
        });
  }
}
