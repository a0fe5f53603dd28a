package dev.catenary.uplink.pressure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.catenary.proto.counter.DeviceCounter;
import dev.catenary.proto.zone.Rank;
import dev.catenary.uplink.Bench;
import dev.catenary.uplink.Zones;
import dev.catenary.uplink.chunk.SealedChunk;
import dev.catenary.uplink.spool.SpoolEvent;
import dev.catenary.uplink.transfer.DirectoryConfig;
import dev.catenary.uplink.transfer.DirectoryStore;
import dev.catenary.uplink.transfer.ObjectStore;
import dev.catenary.uplink.transfer.StoreException;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real file systems that are full or without inodes, and one that is read-only for a while. */
class SickDiskTest {
  private static final int CHUNK = 300_000;

  @TempDir Path folder;

  @Test
  void chunksLeaveADiskFilledToTheLastByteAndRecordingGoesOn() throws Exception {
    try (SmallDisk disk = new SmallDisk(folder.resolve("disk"), "size=4m");
        Bench bench = new Bench(folder.resolve("disk/spool"), store(), CHUNK)) {
      for (int i = 0; i < 5; i++) {
        bench.record(Zones.zone(i, 10, Rank.CONDUCTOR));
      }
      Path filler = disk.fill();
      assertThatThrownBy(() -> bench.record(Zones.zone(7, 10, Rank.CONDUCTOR)))
          .isInstanceOf(IOException.class);
      bench.drain();
      assertThat(bench.count(DeviceCounter.CHUNKS_UPLOADED)).isEqualTo(5);
      assertThat(bench.count(DeviceCounter.PARTS_REPEATED)).isZero();
      bench.record(Zones.zone(7, 10, Rank.CONDUCTOR));
      Files.delete(filler);
      bench.restart(store());
      assertThat(bench.spool.report().damaged()).isEmpty();
      bench.drain();
      assertThat(bench.count(DeviceCounter.CHUNKS_UPLOADED)).isEqualTo(6);
    }
  }

  @Test
  void diskWithoutInodesHoldsTheZoneAndLetsChunksLeave() throws Exception {
    try (SmallDisk disk = new SmallDisk(folder.resolve("disk"), "size=16m,nr_inodes=40");
        Bench bench = new Bench(folder.resolve("disk/spool"), store(), CHUNK)) {
      bench.record(Zones.zone(1, 10, Rank.CONDUCTOR));
      int taken = disk.takeInodes();
      assertThat(taken).isPositive();
      assertThatThrownBy(() -> bench.record(Zones.zone(2, 20, Rank.CONDUCTOR)))
          .isInstanceOf(IOException.class);
      bench.drain();
      assertThat(bench.count(DeviceCounter.CHUNKS_UPLOADED)).isEqualTo(1);
      disk.giveInodesBack(taken);
      bench.record(Zones.zone(2, 20, Rank.CONDUCTOR));
      bench.drain();
      assertThat(bench.count(DeviceCounter.CHUNKS_UPLOADED)).isEqualTo(2);
    }
  }

  @Test
  void readOnlyDiskSendsNothingTwiceAndHealsUnaided() throws Exception {
    try (Bench bench = new Bench(folder.resolve("spool"), store(), CHUNK)) {
      for (int i = 0; i < 3; i++) {
        bench.record(Zones.zone(i, 10, Rank.CONDUCTOR));
      }
      bench.readOnly = true;
      assertThatThrownBy(() -> bench.record(Zones.zone(7, 10, Rank.CONDUCTOR)))
          .isInstanceOf(IOException.class);
      work(bench, 60);
      assertThat(bench.spool.list()).hasSize(3);
      assertThat(bench.count(DeviceCounter.PARTS_UPLOADED)).isEqualTo(3);
      assertThat(bench.uploader.status().failure()).contains("Read-only");
      bench.readOnly = false;
      bench.drain();
      assertThat(bench.count(DeviceCounter.CHUNKS_UPLOADED)).isEqualTo(3);
      assertThat(bench.count(DeviceCounter.PARTS_UPLOADED)).isEqualTo(3);
      assertThat(bench.count(DeviceCounter.CHUNKS_QUARANTINED)).isZero();
      bench.record(Zones.zone(7, 10, Rank.CONDUCTOR));
    }
  }

  @Test
  void cutInMidFileCostsOnePartAlsoWhereTheDiskTakesNoNoteOfIt() throws Exception {
    ObjectStore store = store();
    int[] parts = {0};
    ObjectStore cutOnce =
        (ObjectStore)
            Proxy.newProxyInstance(
                ObjectStore.class.getClassLoader(),
                new Class<?>[] {ObjectStore.class},
                (proxy, method, arguments) -> {
                  if (method.getName().equals("putPart") && ++parts[0] == 3) {
                    throw new StoreException(StoreException.Kind.RETRY, "no link", null);
                  }
                  return method.invoke(store, arguments);
                });
    try (Bench bench = new Bench(folder.resolve("spool"), cutOnce, 3 * Bench.PART_BYTES)) {
      bench.record(Zones.zone(1, 10, Rank.CONDUCTOR));
      bench.readOnly = true;
      work(bench, 20);
      assertThat(parts[0]).isEqualTo(4);
      assertThat(bench.count(DeviceCounter.PARTS_REPEATED)).isEqualTo(1);
      bench.readOnly = false;
      bench.drain();
      assertThat(bench.count(DeviceCounter.CHUNKS_UPLOADED)).isEqualTo(1);
      assertThat(parts[0]).isEqualTo(4);
    }
  }

  @Test
  void damagedChunkIsRememberedUntilTheQuarantineCanBeWritten() throws Exception {
    try (Bench bench = new Bench(folder.resolve("spool"), store(), CHUNK)) {
      SealedChunk chunk = bench.record(Zones.zone(1, 10, Rank.CONDUCTOR));
      Path laz = bench.folder.resolve(chunk.fileName());
      byte[] bytes = Files.readAllBytes(laz);
      bytes[7] ^= 1;
      Files.write(laz, bytes);
      bench.readOnly = true;
      work(bench, 20);
      assertThat(bench.spool.find(chunk.id())).contains(chunk);
      assertThat(bench.spool.durable().oldestSequenceHere()).isEqualTo(10);
      assertThat(bench.uploader.status().failure()).contains("Read-only");
      bench.readOnly = false;
      work(bench, 20);
      assertThat(bench.spool.list()).isEmpty();
      assertThat(bench.folder.resolve("quarantine").resolve(chunk.fileName())).exists();
      assertThat(bench.count(DeviceCounter.CHUNKS_QUARANTINED)).isEqualTo(2);
      assertThat(bench.events.getLast()).isInstanceOf(SpoolEvent.ChunkQuarantined.class);
    }
  }

  /** A name that leads to itself cannot be opened, also by root. */
  @Test
  void fileThatCannotBeReadForAMomentIsSentAndOneThatNeverCanIsQuarantined() throws Exception {
    try (Bench bench = new Bench(folder.resolve("spool"), store(), CHUNK)) {
      SealedChunk chunk = bench.record(Zones.zone(1, 10, Rank.CONDUCTOR));
      Path laz = bench.folder.resolve(chunk.fileName());
      Path aside = Files.move(laz, folder.resolve("aside"));
      Files.createSymbolicLink(laz, laz.getFileName());
      bench.work(20);
      assertThat(bench.spool.find(chunk.id())).contains(chunk);
      assertThat(bench.uploader.status().failure()).isNotNull();
      Files.move(aside, laz, StandardCopyOption.REPLACE_EXISTING);
      bench.drain();
      assertThat(bench.count(DeviceCounter.CHUNKS_UPLOADED)).isEqualTo(1);

      SealedChunk lost = bench.record(Zones.zone(2, 20, Rank.CONDUCTOR));
      Files.delete(bench.folder.resolve(lost.fileName()));
      Files.createSymbolicLink(bench.folder.resolve(lost.fileName()), Path.of(lost.fileName()));
      work(bench, 60);
      assertThat(bench.spool.list()).isEmpty();
      assertThat(bench.folder.resolve("quarantine").resolve(lost.fileName() + ".reason"))
          .content()
          .contains("cannot be read");
    }
  }

  private static void work(Bench bench, int seconds) throws IOException {
    for (int second = 0; second < seconds; second++) {
      bench.work(20);
      bench.pass(Duration.ofSeconds(1));
    }
  }

  private ObjectStore store() throws IOException {
    return new DirectoryStore(new DirectoryConfig(folder.resolve("store")));
  }
}
