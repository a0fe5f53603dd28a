package dev.catenary.simulator;

import dev.catenary.simulator.emit.Output;
import dev.catenary.simulator.emit.PcapOutput;
import dev.catenary.simulator.emit.Ports;
import dev.catenary.simulator.emit.UdpOutput;
import dev.catenary.simulator.scan.Os1Metadata;
import dev.catenary.simulator.truth.Tally;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A vehicle surveys a power line; its packets go out over real UDP, or into a capture file. */
@Command(
    name = "simulator",
    mixinStandardHelpOptions = true,
    subcommands = SceneSet.class,
    description = "Sends the packets of a simulated survey over UDP; the last line is JSON.")
final class Main implements Callable<Integer> {
  @Mixin private PlanOptions options = new PlanOptions();

  @Option(
      names = {"--pace", "--rate"},
      defaultValue = "1",
      description =
          "Pace as a multiple of the true one, for load tests; 0 sends unpaced. Default: ${DEFAULT-VALUE}.")
  private double pace;

  @Option(
      names = "--prepare",
      defaultValue = "1",
      description =
          "Seconds of survey to scan before the first packet is sent. Default: ${DEFAULT-VALUE}.")
  private double prepareSeconds;

  @Option(
      names = "--threads",
      defaultValue = "1",
      description = "Number of threads that scan. Default: ${DEFAULT-VALUE}.")
  private int threads;

  @Option(
      names = "--host",
      defaultValue = "127.0.0.1",
      description = "Address that packets are sent to. Default: ${DEFAULT-VALUE}.")
  private String host = "";

  @Option(
      names = "--lidar-port",
      defaultValue = "2368",
      description = "UDP port of LiDAR packets. Default: ${DEFAULT-VALUE}.")
  private int lidarPort;

  @Option(
      names = "--position-port",
      defaultValue = "8308",
      description = "UDP port of position packets. Default: ${DEFAULT-VALUE}.")
  private int positionPort;

  @Option(
      names = "--ins-port",
      defaultValue = "3001",
      description = "UDP port of INSPVAX messages. Default: ${DEFAULT-VALUE}.")
  private int insPort;

  @Option(
      names = "--nmea-port",
      defaultValue = "0",
      description =
          "UDP port of GGA, RMC and HDT sentences; 0 sends none. Default: ${DEFAULT-VALUE}.")
  private int nmeaPort;

  @Option(
      names = "--pcap",
      description = "Writes packets to this pcap file instead of sending them.")
  private @Nullable Path pcap;

  @Option(names = "--truth", description = "Writes the labelled points to this LAS file.")
  private @Nullable Path truth;

  @Option(names = "--metadata", description = "Writes the OS1-64's metadata to this JSON file.")
  private @Nullable Path metadata;

  public static void main(String[] args) {
    CommandLine line = new CommandLine(new Main());
    line.setExecutionExceptionHandler(
        (failure, command, result) -> {
          command.getErr().println(failure.getMessage());
          return 1;
        });
    System.exit(line.execute(args));
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    SurveySite site = new SurveySite(options.plan());
    if (metadata != null) {
      Files.writeString(metadata, Os1Metadata.of(site.os1()));
    }
    Ports ports = new Ports(lidarPort, positionPort, insPort, nmeaPort);
    SurveyRun run = new SurveyRun(site, threads, truth);
    if (pcap != null) {
      try (PcapOutput output = new PcapOutput(pcap, SurveyRun.FIXED_CLOCK, ports)) {
        say(output, run.atOnce(output), 0);
      }
    } else {
      try (UdpOutput output = new UdpOutput(host, ports, pace)) {
        Tally tally = run.live(output, prepareSeconds, InstantSource.system());
        if (output.late() > 0) {
          System.err.printf(
              "%d datagrams were late, by up to %d ms: give it more --threads or --prepare%n",
              output.late(), output.latestMillis());
        }
        say(output, tally, output.late());
      }
    }
    return 0;
  }

  private static void say(Output output, Tally tally, long late) {
    System.out.printf(
        "{\"datagrams\": %d, \"late\": %d, %s}%n", output.sent(), late, tally.asJson());
  }
}
