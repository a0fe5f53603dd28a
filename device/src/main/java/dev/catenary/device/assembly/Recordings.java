package dev.catenary.device.assembly;

import dev.catenary.device.cloud.CloudLink;
import dev.catenary.device.config.CatenaryConfig;
import dev.catenary.device.mission.MissionControl;
import dev.catenary.device.recording.RecordingDesk;
import dev.catenary.device.recording.RecordingLimits;
import dev.catenary.device.recording.RecordingOrigin;
import dev.catenary.device.recording.RecordingRequests;
import dev.catenary.device.recording.RequestBook;
import dev.catenary.proto.flow.Stage;
import dev.catenary.uplink.iot.Answer;
import dev.catenary.uplink.spool.Spool;
import java.io.IOException;
import java.time.InstantSource;

/** Ties the line to the broker to those who do what is asked over it. */
final class Recordings {
  private final RequestBook book;
  private final Stage desk;

  /** The parts of the raw journal that this machine is asked for. */
  Recordings(CatenaryConfig config, String softwareVersion, RawJournal journal, Spool spool)
      throws IOException {
    this.book = RequestBook.open(config.journalDirectory());
    this.desk =
        new RecordingDesk(
            book,
            journal::force,
            spool,
            new RecordingOrigin(config.vehicle(), config.mission(), softwareVersion),
            new RecordingLimits(
                (long) config.journal().askedMebibytesMax() << 20, RecordingLimits.PIECE_BYTES),
            InstantSource.system(),
            System::nanoTime);
  }

  /** For a thread of its own. */
  Stage desk() {
    return desk;
  }

  void answer(CloudLink cloud) {
    cloud.journal(new RecordingRequests(book, InstantSource.system()));
  }

  /** As by the page, but a mission that is stopped stays so. */
  static void label(MissionControl mission, CloudLink cloud) {
    cloud.mission(
        label -> {
          try {
            mission.label(label, "message broker");
            return Answer.done("mission " + mission.name() + " is labelled " + label);
          } catch (IllegalArgumentException e) {
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
