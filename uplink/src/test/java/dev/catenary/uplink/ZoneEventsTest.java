package dev.catenary.uplink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.catenary.proto.counter.DeviceCounter;
import dev.catenary.proto.message.ZoneEvent;
import dev.catenary.proto.point.ClassLabel;
import dev.catenary.proto.zone.ClearanceFinding;
import dev.catenary.proto.zone.Rank;
import dev.catenary.proto.zone.WireSpan;
import dev.catenary.proto.zone.Zone;
import dev.catenary.uplink.chunk.ChunkOrigin;
import dev.catenary.uplink.chunk.Geographic;
import dev.catenary.uplink.chunk.ManifestFile;
import dev.catenary.uplink.chunk.SealedChunk;
import dev.catenary.uplink.chunk.ZoneEventFile;
import dev.catenary.uplink.chunk.ZoneEventWriter;
import dev.catenary.uplink.spool.SpoolEvent;
import dev.catenary.uplink.transfer.DirectoryConfig;
import dev.catenary.uplink.transfer.DirectoryStore;
import dev.catenary.uplink.transfer.ObjectKeys;
import dev.catenary.uplink.transfer.ObjectStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ZoneEventsTest {
  private static final String EVENT = "epsg32755-32m-5-181250_m7_40.event";

  @TempDir Path folder;

  private static Zone violating(double severity) {
    Zone zone = Zones.zone(5, 40, Rank.CLEARANCE_VIOLATION);
    zone.severity = severity;
    zone.classifier = "rules-1";
    zone.rulesVersion = "test 1";
    zone.spans =
        List.of(
            new WireSpan(1, 1, 2, 1, 0, 9, 0.1, 0.001, -5, 5, true, false, 0.2, 99, 0.02, 0.01));
    zone.findings =
        List.of(
            new ClearanceFinding(
                1,
                ClassLabel.VEGETATION,
                1,
                2,
                7,
                1,
                2,
                9,
                2,
                1.5,
                1.5 + severity,
                0.03,
                "r",
                "test 1"));
    return zone;
  }

  private Bench bench() throws IOException {
    return new Bench(folder.resolve("spool"), store(), 1_000);
  }

  private ObjectStore store() throws IOException {
    return new DirectoryStore(new DirectoryConfig(folder.resolve("store")));
  }

  private static ZoneEvent read(Path file) throws IOException {
    return ((ZoneEventFile.Whole) ZoneEventFile.read(Files.readAllBytes(file))).event();
  }

  @Test
  void manifestCarriesTheEventOfItsZone() throws IOException {
    try (Bench bench = bench()) {
      SealedChunk chunk = bench.record(violating(0.7));
      byte[] bytes = Files.readAllBytes(bench.folder.resolve(chunk.id() + ".manifest"));
      ZoneEvent event = ((ManifestFile.Whole) ManifestFile.read(bytes)).manifest().getEvent();
      assertThat(event.getFinal()).isTrue();
      assertThat(event.getRank()).isZero();
      assertThat(event.getClassifier()).isEqualTo("rules-1");
      assertThat(event.getRulesVersion()).isEqualTo("test 1");
      assertThat(event.getSpans(0).getFromSeen()).isTrue();
      assertThat(event.getFindings(0).getObstacleClass()).isEqualTo(5);
      assertThat(event.getFindings(0).getViolation()).isTrue();
    }
  }

  @Test
  void violationThatNobodySawEarlyHasItsFinalEventAllTheSame() throws IOException {
    try (Bench bench = bench()) {
      bench.record(violating(0.7));
      ZoneEvent event = read(bench.folder.resolve(EVENT));
      assertThat(event.getFinal()).isTrue();
      assertThat(event.getRevision()).isEqualTo(1);
    }
  }

  @Test
  void eventNamesItsMissionsLabelAndItsPlaceOnEarth() {
    Geographic geographic =
        new Geographic() {
          @Override
          public double[] degrees(double eastingMetres, double northingMetres) {
            return new double[] {eastingMetres / 1e6, northingMetres / 1e6};
          }

          @Override
          public String datum() {
            return "GDA2020";
          }
        };
    ChunkOrigin origin =
        new ChunkOrigin("drone-1", "m7", "PROJCS[]", "", geographic, "1", List.of());
    Zone zone = violating(0.7);
    zone.missionLabel = "line 7 south";
    ZoneEvent event = new ZoneEventWriter(origin, () -> Instant.EPOCH).describe(zone, 1, true);
    assertThat(event.getMissionLabel()).isEqualTo("line 7 south");
    assertThat(event.getDatum()).isEqualTo("GDA2020");
    assertThat(event.getLongitudeDegrees())
        .isEqualTo((zone.id.originEastingMetres() + zone.id.cellMetres() / 2.0) / 1e6);
    assertThat(event.getFindings(0).getLatitudeDegrees())
        .isEqualTo(event.getFindings(0).getNorthingMetres() / 1e6);

    ZoneEvent plain =
        new ZoneEventWriter(Zones.ORIGIN, () -> Instant.EPOCH).describe(zone, 1, true);
    assertThat(plain.hasLongitudeDegrees()).isFalse();
    assertThat(plain.getFindings(0).hasLatitudeDegrees()).isFalse();
  }

  @Test
  void zoneWithoutAViolationHasItsEventInTheManifestAlone() throws IOException {
    try (Bench bench = bench()) {
      bench.record(Zones.zone(5, 40, Rank.CONDUCTOR));
      assertThat(bench.folder.resolve(EVENT)).doesNotExist();
    }
  }

  @Test
  void violationOfAnOpenZoneIsDurableAtOnceAndSurvivesARestart() throws IOException {
    try (Bench bench = bench()) {
      assertThat(bench.recorder.reportOpen(violating(0.7))).isTrue();
      assertThat(read(bench.folder.resolve(EVENT)).getFinal()).isFalse();
      assertThat(bench.events).singleElement().isInstanceOf(SpoolEvent.ViolationSeen.class);
      bench.restart(store());
      assertThat(bench.spool.report().events()).hasSize(1);
      bench.work(10);
      assertThat(folder.resolve("store/drone-1/m7/events").resolve(EVENT)).exists();
      assertThat(bench.folder.resolve(EVENT)).doesNotExist();
      assertThat(bench.counters.get(DeviceCounter.EVENTS_UPLOADED)).isEqualTo(1);
    }
  }

  @Test
  void sameViolationIsToldOnceAndAWorseOneAgain() throws IOException {
    try (Bench bench = bench()) {
      assertThat(bench.recorder.reportOpen(violating(0.7))).isTrue();
      assertThat(bench.recorder.reportOpen(violating(0.75))).isFalse();
      assertThat(bench.recorder.reportOpen(violating(1.2))).isTrue();
      assertThat(read(bench.folder.resolve(EVENT)).getRevision()).isEqualTo(2);
    }
  }

  @Test
  void zoneWithoutAViolationTellsNothingEarly() throws IOException {
    try (Bench bench = bench()) {
      assertThat(bench.recorder.reportOpen(Zones.zone(5, 40, Rank.CONDUCTOR))).isFalse();
      assertThat(bench.folder.resolve(EVENT)).doesNotExist();
    }
  }

  @Test
  void eventGoesBeforeAllChunksAndTheClosedZonesTakesItsPlace() throws IOException {
    try (Bench bench = bench()) {
      SealedChunk other = bench.record(Zones.zone(9, 10, Rank.CONDUCTOR));
      bench.recorder.reportOpen(violating(0.7));
      bench.work(1);
      Path stored = folder.resolve("store/drone-1/m7/events").resolve(EVENT);
      assertThat(read(stored).getFinal()).isFalse();
      assertThat(folder.resolve("store").resolve(ObjectKeys.of(other))).doesNotExist();
      bench.record(violating(0.9));
      bench.work(1);
      assertThat(read(stored).getFinal()).isTrue();
      assertThat(read(stored).getRevision()).isEqualTo(2);
      assertThat(read(stored).getSeverity()).isEqualTo(0.9);
      bench.drain();
      assertThat(folder.resolve("store").resolve(ObjectKeys.of(other))).exists();
    }
  }

  @Test
  void damagedEventGoesToTheQuarantine() throws IOException {
    try (Bench bench = bench()) {
      bench.recorder.reportOpen(violating(0.7));
      byte[] bytes = Files.readAllBytes(bench.folder.resolve(EVENT));
      bytes[20] ^= 1;
      Files.write(bench.folder.resolve(EVENT), bytes);
      bench.restart(store());
      assertThat(bench.folder.resolve("quarantine").resolve(EVENT)).exists();
      assertThat(bench.spool.events().size()).isZero();
    }
  }

  @Property(tries = 300)
  void anyBytesGiveAReadingAndNoException(@ForAll byte[] bytes) {
    assertThat(ZoneEventFile.read(bytes)).isInstanceOf(ZoneEventFile.Damaged.class);
  }

  @Test
  void fileCutOffAnywhereIsDamaged() throws IOException {
    try (Bench bench = bench()) {
      bench.recorder.reportOpen(violating(0.7));
      byte[] bytes = Files.readAllBytes(bench.folder.resolve(EVENT));
      for (int length = 0; length < bytes.length; length++) {
        assertThat(ZoneEventFile.read(Arrays.copyOf(bytes, length)))
            .isInstanceOf(ZoneEventFile.Damaged.class);
      }
    }
  }
}
