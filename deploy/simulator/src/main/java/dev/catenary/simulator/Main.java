package dev.catenary.simulator;

import dev.catenary.simulator.emit.Emitter;
import dev.catenary.simulator.platform.Drone;
import dev.catenary.simulator.platform.LocalFrame;
import dev.catenary.simulator.scan.Vlp16;
import dev.catenary.simulator.scene.Corridor;
import dev.catenary.simulator.scene.TrueClass;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** A drone with a VLP-16 surveys a power line; its packets go out over real UDP. */
@Command(
    name = "simulator",
    mixinStandardHelpOptions = true,
    description = "Sends the packets of a simulated survey over UDP; the last line is JSON.")
final class Main implements Callable<Integer> {
  @Option(names = "--seconds", defaultValue = "40", description = "Length of the survey, s.")
  private double seconds;

  @Option(names = "--seed", defaultValue = "1", description = "Same seed, same survey.")
  private long seed;

  @Option(names = "--pace", defaultValue = "1", description = "Times true pace; 0: unpaced.")
  private double pace;

  @Option(names = "--host", defaultValue = "127.0.0.1", description = "Where to send.")
  private String host;

  @Option(names = "--lidar-port", defaultValue = "2368", description = "LiDAR packets.")
  private int lidarPort;

  @Option(names = "--position-port", defaultValue = "8308", description = "Position packets.")
  private int positionPort;

  @Option(names = "--ins-port", defaultValue = "3001", description = "INSPVAX messages.")
  private int insPort;

  public static void main(String[] args) {
    System.exit(new CommandLine(new Main()).execute(args));
  }

  @Override
  public Integer call() throws Exception {
    double speed = 8;
    Corridor corridor = new Corridor(seconds * speed + 60, seed);
    Drone drone = new Drone(32, 6, speed);
    Vlp16 sensor = new Vlp16(corridor, drone, seed);
    LocalFrame frame = new LocalFrame(-37.5622, 143.8503, 441);
    Instant start = Instant.ofEpochSecond(Instant.now().getEpochSecond());
    try (Emitter emitter = new Emitter(host, pace)) {
      new Survey(sensor, drone, frame, emitter)
          .fly(seconds, start, lidarPort, positionPort, insPort);
      System.out.printf(
          "{\"datagrams\": %d, \"ground\": %d, \"vegetation\": %d, \"building\": %d,"
              + " \"conductor\": %d, \"pole\": %d}%n",
          emitter.sent(),
          sensor.points(TrueClass.GROUND),
          sensor.points(TrueClass.VEGETATION),
          sensor.points(TrueClass.BUILDING),
          sensor.points(TrueClass.CONDUCTOR),
          sensor.points(TrueClass.POLE));
    }
    return 0;
  }
}
