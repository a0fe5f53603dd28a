package dev.catenary.device.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.catenary.capture.link.DatagramSink;
import dev.catenary.capture.link.DatagramSource;
import dev.catenary.capture.replay.ReplaySource;
import dev.catenary.device.assembly.Assembly;
import dev.catenary.device.assembly.CopiedModel;
import dev.catenary.device.assembly.Feed;
import dev.catenary.device.assembly.Surroundings;
import dev.catenary.device.config.CatenaryConfig;
import dev.catenary.device.config.ConfigFile;
import dev.catenary.device.flow.Onlooker;
import dev.catenary.device.update.part.PartKind;
import dev.catenary.inference.measure.Bar;
import dev.catenary.inference.measure.ScoredClass;
import dev.catenary.inference.measure.TrueZone;
import dev.catenary.inference.measure.ZoneSet;
import dev.catenary.inference.model.ModelCard;
import dev.catenary.proto.counter.Counters;
import dev.catenary.proto.counter.DeviceCounter;
import dev.catenary.proto.testing.RecordingsFolder;
import dev.catenary.proto.zone.Zone;
import dev.catenary.proto.zone.ZoneId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A model that is measured and swapped, and rules, on a machine that takes packets. */
class MachineOfPartsTest {
  private static final LocalDate TODAY = LocalDate.of(2026, 12, 1);

  @TempDir private Path folder;

  private CatenaryConfig config(String more) throws Exception {
    return ConfigFile.parse(
            "test",
            """
            data-directory: data
            sensors:
              - {name: mast, type: ouster, metadata: %s, range-min: 0.05}
            position: {source: fixed, latitude: -37.8, longitude: 145.0, height: 30}
            zones: {cell: 4, workers: 2}
            spool: {reserve: 0}
            clearance: {jurisdiction: EXAMPLE, risk-area: high, voltage: 22}
            %s
            """
                .formatted(
                    RecordingsFolder.excerpts()
                        .resolve("sensors/ouster-os2-128-single/metadata.json"),
                    more),
            folder)
        .require();
  }

  /** The shipped networks; spoiled, each input is at the end of its range. */
  private Path model(String name, boolean isSpoiled) throws IOException {
    Path model = CopiedModel.in(folder.resolve(name), name);
    Path card = model.resolve(ModelCard.FILE);
    String text = Files.readString(card);
    if (isSpoiled) {
      int from = text.indexOf('[', text.indexOf("\"mean\"")) + 1;
      int to = text.indexOf(']', from);
      String means = text.substring(from, to).replaceAll("[-0-9.eE]+", "1000");
      text = text.substring(0, from) + means + text.substring(to);
    }
    Files.writeString(card, text);
    return model;
  }

  private Path rules(String version, String jurisdiction) throws IOException {
    Path rules = Files.createDirectories(folder.resolve("rules-" + version));
    Files.writeString(
        rules.resolve(MachineOfParts.RULES_FILE),
        """
        format: 1
        name: test
        version: "%s"
        rules:
          - id: all
            jurisdiction: %s
            voltage-from: 1
            voltage-below: 66
            place: {from: 0, to: 0.5}
            vegetation: 1.5
            building: 1.5
            ground: 5
            swing: 15
            added-sag: 0.3
            assumed-span: 80
        """
            .formatted(version, jurisdiction));
    return rules;
  }

  /** Level ground and a straight wire 11 m above it: what any model of worth tells apart. */
  private Path zones(int recallPermille) throws IOException {
    Random random = new Random(3);
    Zone zone = new Zone(new ZoneId("EPSG:32754", 32, 9_000, 190_000), 24_000);
    byte[] truth = new byte[24_000];
    for (int i = 0; i < 128 * 128; i++) {
      add(zone, truth, i % 128 * 250, i / 128 * 250, 100_000 + random.nextInt(30), 2);
    }
    for (int x = 0; x < 32_000; x += 80) {
      add(zone, truth, x, 16_000, 111_000 + random.nextInt(30), 14);
    }
    Path set = Files.createDirectories(folder.resolve("zones-" + recallPermille));
    Files.write(
        set.resolve(ZoneSet.FILE),
        new ZoneSet(
                List.of(new Bar(ScoredClass.CONDUCTOR, recallPermille, 0)),
                List.of(new TrueZone(zone, java.util.Arrays.copyOf(truth, zone.size))))
            .bytes());
    return set;
  }

  private static void add(Zone zone, byte[] truth, int x, int y, int z, int of) {
    zone.xMillimetres[zone.size] = x;
    zone.yMillimetres[zone.size] = y;
    zone.zMillimetres[zone.size] = z;
    zone.intensity[zone.size] = (char) (of == 14 ? 25 : 60);
    zone.lasReturns[zone.size] = 0x11;
    truth[zone.size++] = (byte) of;
  }

  /** A source that holds the second half back until it is let go. */
  private static final class Halved implements DatagramSource {
    private static final int HALF = 37;
    private final DatagramSource of;
    private final AtomicBoolean isLetGo;
    private int handedOn;

    Halved(DatagramSource of, AtomicBoolean isLetGo) {
      this.of = of;
      this.isLetGo = isLetGo;
    }

    @Override
    public int poll(DatagramSink sink, int limit) throws IOException {
      if (handedOn >= HALF && !isLetGo.get()) {
        return 0;
      }
      int count = of.poll(sink, 1);
      handedOn += count;
      return count;
    }

    @Override
    public boolean isExhausted() {
      return of.isExhausted();
    }

    @Override
    public void close() throws IOException {
      of.close();
    }
  }

  private Assembly machine(DatagramSource source, Counters counters, Onlooker onlooker)
      throws Exception {
    return new Assembly(
        config(""),
        "test",
        Surroundings.of(source, Feed.RECORDING, null, counters).seenBy(_ -> {}, onlooker));
  }

  private static DatagramSource recording(Counters counters) throws IOException {
    return new ReplaySource(
        List.of(RecordingsFolder.excerpts().resolve("sensors/ouster-os2-128-single/capture.pcap")),
        0,
        System::nanoTime,
        counters);
  }

  /** The counts are those of the recording's own expectation, as {@code OusterReplayTest} has. */
  @Test
  void swapsOfModelAndRulesLoseNoPacketNoZoneAndNoPoint() throws Exception {
    Counters counters = new Counters();
    AtomicBoolean isLetGo = new AtomicBoolean();
    AtomicInteger zonesLabelled = new AtomicInteger();
    Set<String> labelledBy = ConcurrentHashMap.newKeySet();
    Set<String> judgedBy = ConcurrentHashMap.newKeySet();
    Onlooker looks =
        new Onlooker() {
          @Override
          public void labelled(Zone zone) {
            zonesLabelled.incrementAndGet();
            labelledBy.add(zone.classifier);
            judgedBy.add(zone.rulesVersion);
          }
        };
    try (Assembly machine = machine(new Halved(recording(counters), isLetGo), counters, looks)) {
      machine.start();
      MachineOfParts parts = new MachineOfParts(config(""), machine, () -> TODAY);
      Path one = model("one-1-aaaaaaaa", false);
      Path two = model("two-1-bbbbbbbb", false);
      for (int swap = 0; swap < 6; swap++) {
        assertThat(parts.use(PartKind.MODEL, swap % 2 == 0 ? one : two)).isEmpty();
        assertThat(parts.use(PartKind.RULES, rules(swap + "", "EXAMPLE"))).isEmpty();
      }
      isLetGo.set(true);
      // And while its zones are labelled.
      for (int swap = 6; !machine.awaitEndOfSource(5) && swap < 500; swap++) {
        assertThat(parts.use(PartKind.MODEL, swap % 2 == 0 ? one : two)).isEmpty();
        assertThat(parts.use(PartKind.RULES, rules(swap + "", "EXAMPLE"))).isEmpty();
      }
      assertThat(machine.awaitEndOfSource(120_000)).isTrue();
      machine.stopIntake();
      assertThat(machine.broken()).isNull();
      assertThat(machine.clearance().version()).startsWith("test ");
    }
    assertThat(counters.get(DeviceCounter.PACKETS_DECODED)).isEqualTo(64);
    assertThat(counters.get(DeviceCounter.POINTS_DECODED)).isEqualTo(119_682);
    assertThat(counters.get(DeviceCounter.POINTS_IN_CHUNKS)).isEqualTo(119_682);
    for (Map.Entry<DeviceCounter, Long> entry : counters.snapshot().entrySet()) {
      if (entry.getKey().isLoss()) {
        assertThat(entry.getValue()).as("%s", entry.getKey()).isZero();
      }
    }
    assertThat(zonesLabelled.get()).isGreaterThan(20);
    assertThat(labelledBy).isSubsetOf("one-1-aaaaaaaa", "two-1-bbbbbbbb").isNotEmpty();
    assertThat(judgedBy).allMatch(version -> version.startsWith("test "));
  }

  @Test
  void modelIsMeasuredOnTheSetOfZonesAndRefusedBelowItsBar() throws Exception {
    Counters counters = new Counters();
    try (Assembly machine = machine(recording(counters), counters, Onlooker.NOBODY)) {
      MachineOfParts parts = new MachineOfParts(config(""), machine, () -> TODAY);
      Path zones = zones(800);
      assertThat(parts.tryOut(PartKind.ZONES, zones, zones)).isEmpty();
      assertThat(parts.tryOut(PartKind.MODEL, model("good-1-aaaaaaaa", false), zones)).isEmpty();
      assertThat(parts.tryOut(PartKind.MODEL, model("spoiled-1-aaaaaaaa", true), zones))
          .contains("recall of conductor", "expected 0.800");
      Path cut = model("cut-1-aaaaaaaa", false);
      Files.writeString(cut.resolve(ModelCard.SECOND_INT8), "cut off");
      assertThat(parts.tryOut(PartKind.MODEL, cut, zones)).contains("SHA-256");
      assertThat(parts.tryOut(PartKind.MODEL, cut, folder.resolve("none")))
          .contains("no set of zones");
      assertThat(parts.tryOut(PartKind.ZONES, cut, cut)).contains("no set of zones");
      // Nothing of it labels.
      assertThat(machine.classifierChoice().labelledBy()).doesNotContain("-1-aaaaaaaa");
    }
  }

  @Test
  void rulesOfAnotherLineAreRefusedAndTheConfiguredOnesComeBack() throws Exception {
    Counters counters = new Counters();
    try (Assembly machine = machine(recording(counters), counters, Onlooker.NOBODY)) {
      MachineOfParts parts = new MachineOfParts(config(""), machine, () -> TODAY);
      Path mine = rules("7", "EXAMPLE");
      Path others = rules("8", "ELSEWHERE");
      assertThat(parts.tryOut(PartKind.RULES, mine, mine)).isEmpty();
      assertThat(parts.use(PartKind.RULES, mine)).isEmpty();
      assertThat(parts.tryOut(PartKind.RULES, others, others)).contains("no rule for");
      assertThat(parts.use(PartKind.RULES, others)).contains("no rule for");
      assertThat(machine.clearance().version()).isEqualTo("test 7");
      parts.useConfigured(PartKind.RULES);
      assertThat(machine.clearance().rules()).isEmpty();
    }
  }

  @Test
  void modelThatAPersonNamedIsNotReplaced() throws Exception {
    CatenaryConfig config = config("classification: {model: rules}");
    Counters counters = new Counters();
    try (Assembly machine = machine(recording(counters), counters, Onlooker.NOBODY)) {
      MachineOfParts parts = new MachineOfParts(config, machine, () -> TODAY);
      assertThat(parts.whyNot(PartKind.MODEL)).contains("classification.model \"rules\"");
      assertThat(parts.whyNot(PartKind.RULES)).isEmpty();
    }
  }
}
