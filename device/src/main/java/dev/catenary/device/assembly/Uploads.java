package dev.catenary.device.assembly;

import dev.catenary.device.config.CatenaryConfig.LinkPolicies;
import dev.catenary.proto.counter.Counters;
import dev.catenary.uplink.UploadPace;
import dev.catenary.uplink.Uploader;
import dev.catenary.uplink.policy.SpentDay;
import dev.catenary.uplink.policy.UploadGate;
import dev.catenary.uplink.spool.Spool;
import dev.catenary.uplink.transfer.ObjectStore;
import java.io.IOException;
import java.time.InstantSource;
import java.util.random.RandomGenerator;

/** Builds the way out of the spool as the configured policies want it. */
final class Uploads {
  private Uploads() {}

  static Uploader uploader(LinkPolicies links, Spool spool, ObjectStore store, Counters counters)
      throws IOException {
    UploadGate gate =
        new UploadGate(
            links.active(),
            InstantSource.system(),
            System::nanoTime,
            links.zone(),
            SpentDay.parse(spool.notes().keptSpent()));
    return new Uploader(
        spool,
        store,
        UploadPace.DEFAULT,
        gate,
        links.lanes(),
        counters,
        InstantSource.system(),
        System::nanoTime,
        RandomGenerator.getDefault());
  }
}
