package dev.catenary.release.cli;

import dev.catenary.release.key.KeyRing;
import dev.catenary.release.repository.Direction;
import dev.catenary.release.repository.ReportLedger;
import dev.catenary.release.repository.RolloutGate;
import dev.catenary.release.repository.SignedRepository;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Tells vehicles what to install. */
@Command(
    name = "direct",
    description = {
      "Tell vehicles what to install.",
      "It refuses when too many vehicles fell back from that release, by their reports."
    })
final class DirectCommand implements Callable<Integer> {
  @Mixin private Workplace work;

  @Parameters(arity = "1..*", paramLabel = "VEHICLE", description = "Thing names of the vehicles.")
  private List<String> vehicles;

  @Option(
      names = "--release",
      required = true,
      description = "Target to install, by its name in the image repository.")
  private String target;

  @Option(
      names = "--percent",
      defaultValue = "100",
      description =
          "Share of the vehicles that are directed, in percent. Default: ${DEFAULT-VALUE}.")
  private int percent;

  @Option(
      names = "--targets",
      required = true,
      split = ",",
      description = "Keys that sign the role targets.")
  private List<String> targets;

  @Option(
      names = "--stamp",
      required = true,
      split = ",",
      description = "Keys that sign the roles snapshot and timestamp.")
  private List<String> stamp;

  @Option(
      names = "--reports",
      description =
          "Folder with the vehicles' signed reports. Default: reports/ where there is one.")
  private @Nullable Path reports;

  @Option(
      names = "--fallback-percent",
      defaultValue = "5",
      description =
          "Rate of fallbacks, in percent, above which the rollout stops. Default: ${DEFAULT-VALUE}.")
  private int fallbackPercent;

  @Override
  public Integer call() throws Exception {
    SignedRepository image = work.repository("image");
    Path given = reports;
    Path folder = given == null ? work.path("reports") : given;
    if (given != null || Files.isDirectory(folder)) {
      String release = image.target(target).members("custom").text("release");
      System.out.println(
          new RolloutGate(
                  work.vehicleKeys(),
                  new ReportLedger(work.path("vehicles").resolve("newest")),
                  fallbackPercent)
              .check(release, folder));
    }
    KeyRing ring = work.keys();
    List<String> directed =
        new Direction(work.path("director"), image, Workplace.now())
            .direct(vehicles, target, percent, ring.open(targets), ring.open(stamp));
    directed.forEach(System.out::println);
    return 0;
  }
}
