package dev.catenary.device.cli;

import dev.catenary.device.doctor.HeardStream;
import dev.catenary.device.doctor.NetworkScan;
import dev.catenary.device.doctor.SerialScan;
import dev.catenary.device.doctor.StartConfiguration;
import dev.catenary.device.json.JsonText;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Sensors and receivers around this computer. */
@Command(
    name = "sensors",
    synopsisSubcommandLabel = "COMMAND",
    description = "Look for sensors and receivers.",
    subcommands = SensorsCommand.Scan.class)
final class SensorsCommand implements Runnable {
  /** Port of receivers in a configuration that names none. */
  private static final int POSITION_PORT = 3_001;

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Which command? See --help.");
  }

  /** Listens, and proposes a configuration. */
  @Command(
      name = "scan",
      description = {
        "Listen for sensors and receivers on the network and on serial lines, and print a"
            + " configuration to start from.",
        "Nothing is sent. Exit status 1 when nothing was heard."
      })
  static final class Scan implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Option(
        names = "--seconds",
        paramLabel = "S",
        defaultValue = "5",
        description =
            "Time to listen on the network; a serial line takes a second for each speed. Default:"
                + " ${DEFAULT-VALUE}.")
    private double seconds;

    @Option(
        names = "--address",
        paramLabel = "ADDRESS",
        defaultValue = "0.0.0.0",
        description = "Local address to listen on. Default: ${DEFAULT-VALUE}, all.")
    private String address;

    @Option(
        names = "--port",
        paramLabel = "N",
        description =
            "UDP port to listen on beside the makers' default ports and 3001; may be repeated.")
    private List<Integer> ports = new ArrayList<>();

    @Option(
        names = "--device",
        paramLabel = "DEVICE",
        description =
            "Serial device to listen on, and nothing else; may be repeated. Default: all of"
                + " /dev/serial/by-id, and ttyUSB, ttyACM, ttyAMA and ttyTHS.")
    private List<Path> devices = new ArrayList<>();

    @Option(names = "--json", description = "Prints one JSON object.")
    private boolean json;

    @Override
    public Integer call() throws IOException, InterruptedException {
      Set<Integer> all = new TreeSet<>(ports);
      if (devices.isEmpty()) {
        all.addAll(NetworkScan.usualPorts());
        all.add(POSITION_PORT);
      }
      Duration time = Duration.ofMillis(Math.round(seconds * 1e3));
      NetworkScan network = NetworkScan.listen(address, all, all.isEmpty() ? Duration.ZERO : time);
      List<SerialScan> serial = new ArrayList<>();
      for (Path device : devices.isEmpty() ? SerialScan.devices() : devices) {
        serial.add(SerialScan.listen(device, Duration.ofSeconds(1)));
      }
      String start = StartConfiguration.of(network.streams(), serial);
      PrintWriter out = spec.commandLine().getOut();
      if (json) {
        out.println(JsonText.of(told(network, serial, start)));
      } else {
        print(out, network, all, serial, start);
      }
      out.flush();
      return start.isEmpty() ? 1 : 0;
    }

    private void print(
        PrintWriter out,
        NetworkScan network,
        Set<Integer> all,
        List<SerialScan> serial,
        String start) {
      if (!all.isEmpty()) {
        out.printf("Network, %s s at %d UDP ports%n", seconds, all.size());
      }
      network
          .streams()
          .forEach(
              (place, heard) ->
                  out.printf(
                      "  %s to port %d: %s%n",
                      place.sender(), place.port(), heard.sentence(seconds)));
      if (network.streams().isEmpty() && !all.isEmpty()) {
        out.println("  nothing heard; a sensor may send to another address or port");
      }
      if (!network.taken().isEmpty()) {
        out.println("  not listened at, another program has them: " + network.taken());
      }
      out.printf("Serial lines%n");
      serial.forEach(each -> out.println("  " + sentence(each)));
      if (serial.isEmpty()) {
        out.println("  none here");
      }
      if (!start.isEmpty()) {
        out.printf("%nA configuration to start from:%n%n%s", start);
      }
    }

    private static String sentence(SerialScan scan) {
      HeardStream heard = scan.heard();
      if (!scan.problem().isEmpty()) {
        return scan.problem();
      }
      return heard == null
          ? scan.device() + ": nothing understood at any speed"
          : scan.device() + " at " + scan.baud() + " baud: " + heard.lineSentence(1);
    }

    private Map<String, Object> told(NetworkScan network, List<SerialScan> serial, String start) {
      List<Map<String, Object>> heard = new ArrayList<>();
      network
          .streams()
          .forEach(
              (place, stream) -> {
                Map<String, Object> one = new LinkedHashMap<>();
                one.put("sender", place.sender());
                one.put("port", place.port());
                one.put("packets", stream.packets());
                one.put("heard", stream.sentence(seconds));
                heard.add(one);
              });
      List<Map<String, Object>> lines = new ArrayList<>();
      for (SerialScan each : serial) {
        Map<String, Object> one = new LinkedHashMap<>();
        one.put("device", each.device().toString());
        one.put("baud", each.baud());
        one.put("heard", sentence(each));
        lines.add(one);
      }
      Map<String, Object> told = new LinkedHashMap<>();
      told.put("network", heard);
      told.put("portsTaken", List.copyOf(network.taken()));
      told.put("serial", lines);
      told.put("configuration", start);
      return told;
    }
  }
}
