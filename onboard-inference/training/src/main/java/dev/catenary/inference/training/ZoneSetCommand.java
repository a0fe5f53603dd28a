package dev.catenary.inference.training;

import dev.catenary.inference.measure.Bar;
import dev.catenary.inference.measure.ScoredClass;
import dev.catenary.inference.measure.TrueZone;
import dev.catenary.inference.measure.ZoneSet;
import dev.catenary.inference.training.cloud.LabelledCloud;
import dev.catenary.inference.training.cloud.LabelledZone;
import dev.catenary.inference.training.cloud.TrueClass;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes the set of zones that vehicles measure a model on before they use it. */
@Command(
    name = "zone-set",
    mixinStandardHelpOptions = true,
    description =
        "Cut labelled clouds into the set of zones that vehicles measure a model on before they use"
            + " it, with the bars that it must reach there. Points of class 1 are left out.")
final class ZoneSetCommand implements Callable<Integer> {
  private static final double PERMILLE = 1e3;
  private static final int POINTS_MIN = 200;

  @Spec private CommandSpec spec;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "FOLDER",
      description = "Folder that gets zones.bin.")
  private Path out;

  @Option(
      names = "--recall",
      paramLabel = "CLASS=SHARE",
      description = "Least recall of a class, as conductor=0.9; may be repeated.")
  private Map<ScoredClass, Double> recall = Map.of();

  @Option(
      names = "--precision",
      paramLabel = "CLASS=SHARE",
      description = "Least precision of a class; may be repeated.")
  private Map<ScoredClass, Double> precision = Map.of();

  @Option(
      names = "--zones",
      defaultValue = "64",
      description = "Largest number of zones. Default: ${DEFAULT-VALUE}.")
  private int zonesMax;

  @Parameters(
      arity = "1..*",
      paramLabel = "DATA",
      description = "LAS or LAZ files with true classes, or folders of them.")
  private List<Path> data = List.of();

  @Mixin private CloudIntake intake;

  @Override
  public Integer call() throws IOException {
    List<Bar> bars = bars();
    if (bars.isEmpty()) {
      throw new IOException(
          "found no bar, expected one at least; cure: add --recall conductor=0.9 or another");
    }
    List<TrueZone> zones = new ArrayList<>();
    List<Path> files = CloudIntake.files(data);
    for (LabelledCloud cloud : intake.readAll(files)) {
      for (LabelledZone labelled : cloud.points().zones()) {
        if (labelled.zone().size >= POINTS_MIN) {
          zones.add(new TrueZone(labelled.zone(), codes(labelled.truth())));
        }
      }
    }
    intake.end(files.size());
    ZoneSet set = new ZoneSet(bars, spread(zones));
    byte[] bytes = set.bytes();
    // Read back as a vehicle would: what it refuses is not signed.
    ZoneSet.read(bytes);
    Files.createDirectories(out);
    Files.write(out.resolve(ZoneSet.FILE), bytes);
    spec.commandLine()
        .getOut()
        .printf(Locale.ROOT, "%d zones, %,d bytes%n", set.zones().size(), bytes.length);
    spec.commandLine().getOut().flush();
    return 0;
  }

  private List<Bar> bars() {
    List<Bar> bars = new ArrayList<>();
    for (ScoredClass each : ScoredClass.values()) {
      if (recall.containsKey(each) || precision.containsKey(each)) {
        bars.add(new Bar(each, permille(recall, each), permille(precision, each)));
      }
    }
    return bars;
  }

  private static int permille(Map<ScoredClass, Double> shares, ScoredClass of) {
    return (int) Math.round(shares.getOrDefault(of, 0.0) * PERMILLE);
  }

  /** As many as are asked for, evenly over all. */
  private List<TrueZone> spread(List<TrueZone> zones) {
    if (zones.size() <= zonesMax) {
      return zones;
    }
    List<TrueZone> some = new ArrayList<>();
    for (int i = 0; i < zonesMax; i++) {
      some.add(zones.get((int) ((long) i * zones.size() / zonesMax)));
    }
    return some;
  }

  private static byte[] codes(byte[] truth) {
    byte[] codes = new byte[truth.length];
    for (int i = 0; i < truth.length; i++) {
      codes[i] =
          switch (TrueClass.at(truth[i])) {
            case CONDUCTOR -> ScoredClass.CONDUCTOR.code();
            case POLE -> ScoredClass.POLE.code();
            case VEGETATION -> ScoredClass.VEGETATION.code();
            case BUILDING -> ScoredClass.BUILDING.code();
            case OTHER -> ScoredClass.OTHER.code();
            case UNKNOWN -> 0;
          };
    }
    return codes;
  }
}
