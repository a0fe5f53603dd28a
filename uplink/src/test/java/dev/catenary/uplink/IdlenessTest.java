package dev.catenary.uplink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.catenary.proto.counter.Counters;
import dev.catenary.proto.counter.DeviceCounter;
import dev.catenary.proto.flow.Stage;
import dev.catenary.proto.zone.Rank;
import dev.catenary.uplink.policy.UploadGate;
import dev.catenary.uplink.policy.UploadPolicy;
import dev.catenary.uplink.spool.Spool;
import dev.catenary.uplink.spool.SpoolConfig;
import dev.catenary.uplink.transfer.DirectoryConfig;
import dev.catenary.uplink.transfer.DirectoryStore;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdlenessTest {
  @TempDir Path folder;

  @Test
  void idleUploaderTakesANewChunkOrPolicyAtOnceThoughNoTimePasses() throws IOException {
    var store = new DirectoryStore(new DirectoryConfig(folder.resolve("store")));
    try (Bench bench = new Bench(folder.resolve("spool"), store, 1_000)) {
      bench
          .uploader
          .gate()
          .choose(new UploadPolicy("radio", Rank.CONDUCTOR, false, 0, 0, List.of(), 1, 5 << 20));
      bench.record(Zones.zone(1, 10, Rank.OTHER));
      assertThat(bench.work(100)).isZero();
      bench.record(Zones.zone(2, 20, Rank.CONDUCTOR));
      bench.work(100);
      assertThat(bench.count(DeviceCounter.CHUNKS_UPLOADED)).isEqualTo(1);
      assertThat(bench.work(100)).isZero();
      assertThat(bench.uploader.hasToSend()).isFalse();
      bench.uploader.gate().choose(UploadPolicy.ALL);
      assertThat(bench.uploader.hasToSend()).isTrue();
      bench.work(100);
      assertThat(bench.count(DeviceCounter.CHUNKS_UPLOADED)).isEqualTo(2);
    }
  }

  @Test
  void emptySpoolIsSaidToBeReadOnceItIs() throws Exception {
    var counters = new Counters();
    long[] nanos = {0};
    try (Spool spool =
        Spool.openUnread(
            new SpoolConfig(folder.resolve("spool"), 0),
            counters,
            InstantSource.system(),
            _ -> {})) {
      Uploader uploader =
          new Uploader(
              spool,
              new DirectoryStore(new DirectoryConfig(folder.resolve("store"))),
              Bench.PACE,
              new UploadGate(
                  UploadPolicy.ALL,
                  InstantSource.system(),
                  () -> nanos[0],
                  ZoneOffset.UTC,
                  Optional.empty()),
              1,
              counters,
              InstantSource.system(),
              () -> nanos[0],
              new Random(1));
      Stage lane = uploader.lanes().getFirst();
      lane.doWork();
      assertThat(uploader.status().hold()).contains("still being read");
      spool.report();
      nanos[0] += 60_000_000_000L;
      lane.doWork();
      assertThat(uploader.status().hold()).isNull();
    }
  }
}
