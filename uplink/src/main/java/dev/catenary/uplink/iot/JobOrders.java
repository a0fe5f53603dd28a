package dev.catenary.uplink.iot;

import java.util.Map;

/**
 * Decision over jobs of AWS IoT. A job is a hint that there is something to update: nothing of its
 * document says what is installed. Called in the broker's thread.
 */
public interface JobOrders {
  /** Nobody on this vehicle takes jobs. */
  JobOrders NONE =
      new JobOrders() {
        @Override
        public boolean isThere() {
          return false;
        }

        @Override
        public void hint(String job) {}

        @Override
        public Progress progress(String job) {
          return new Progress(Status.REJECTED, Map.of());
        }
      };

  /** False where jobs are not asked for at all. */
  default boolean isThere() {
    return true;
  }

  /** Takes a hint; the same job once more is harmless. */
  void hint(String job);

  /** Progress of a job that was hinted at; asked once a second at most. */
  Progress progress(String job);

  /** Status of a job execution, as AWS names it. */
  enum Status {
    IN_PROGRESS,
    SUCCEEDED,
    FAILED,
    REJECTED
  }

  /**
   * Progress of a job.
   *
   * @param details a few words each; what is longer than AWS takes is cut
   */
  record Progress(Status status, Map<String, String> details) {
    public Progress {
      details = Map.copyOf(details);
    }

    boolean isEnd() {
      return status != Status.IN_PROGRESS;
    }
  }
}
