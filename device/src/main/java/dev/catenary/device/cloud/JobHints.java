package dev.catenary.device.cloud;

import dev.catenary.uplink.iot.JobOrders;

/** Hands jobs of the broker on to whoever works on updates, once there is one. */
final class JobHints implements JobOrders {
  private volatile JobOrders updates = JobOrders.NONE;

  void by(JobOrders orders) {
    updates = orders;
  }

  @Override
  public boolean isThere() {
    return updates.isThere();
  }

  @Override
  public void hint(String job) {
    updates.hint(job);
  }

  @Override
  public Progress progress(String job) {
    return updates.progress(job);
  }
}
