package dev.catenary.device.assembly;

import dev.catenary.device.config.CatenaryConfig.LinkPolicies;
import dev.catenary.uplink.UploadPace;
import dev.catenary.uplink.Uploader;
import dev.catenary.uplink.policy.SpentDay;
import dev.catenary.uplink.policy.UploadGate;
import dev.catenary.uplink.spool.Spool;
import dev.catenary.uplink.transfer.ObjectStore;
import java.io.IOException;

/** Builds the way out of the spool as the configured policies want it. */
final class Uploads {
  private Uploads() {}

  static Uploader uploader(LinkPolicies links, Spool spool, ObjectStore store, Surroundings around)
      throws IOException {
    UploadGate gate =
        new UploadGate(
            links.active(),
            around.clock().instants(),
            around.clock().nanos(),
            links.zone(),
            SpentDay.parse(spool.notes().keptSpent()));
    return new Uploader(
        spool,
        store,
        UploadPace.DEFAULT,
        gate,
        links.lanes(),
        around.counters(),
        around.clock().instants(),
        around.clock().nanos(),
        around.random());
  }
}
