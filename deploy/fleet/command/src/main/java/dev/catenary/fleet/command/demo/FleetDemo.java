package dev.catenary.fleet.command.demo;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import dev.catenary.fleet.command.survey.Sent;
import dev.catenary.fleet.command.survey.SimulatedFleet;
import dev.catenary.fleet.process.KafkaProcess;
import dev.catenary.fleet.process.MosquittoProcess;
import dev.catenary.fleet.process.Ports;
import dev.catenary.fleet.process.Program;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * Broker, log, bridge, job and desk, and vehicles that are simulated: their messages are real, what
 * they tell is made up. The job is killed once. The mail server is the demo's own.
 */
public final class FleetDemo {
  private static final long WAIT_NANOS = 180_000_000_000L;

  private final Path home;
  private final Path folder;
  private final PrintWriter out;

  public FleetDemo(Path home, Path folder, PrintWriter out) {
    this.home = home;
    this.folder = folder;
    this.out = out;
  }

  /**
   * Runs it.
   *
   * @param seconds that the messages are spread over
   * @return true when nothing was lost and nothing came twice
   */
  public boolean run(int vehicles, int zones, int seconds, Runnable linger) throws Exception {
    Files.createDirectories(folder);
    SimulatedFleet fleet = new SimulatedFleet(vehicles, zones, /* seed= */ 20);
    GreenMail mail = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    mail.start();
    try (MosquittoProcess broker = MosquittoProcess.start(folder.resolve("broker"));
        KafkaProcess kafka = KafkaProcess.start(home, folder.resolve("kafka"))) {
      FleetProcesses parts = new FleetProcesses(home, folder, kafka);
      int port = Ports.free();
      try (Program bridge = parts.bridge(broker.port(), fleet.names())) {
        bridge.awaitOutput("bridge runs", 90);
        try (Program job = parts.job("");
            Program desk = parts.desk(port, mail.getSmtp().getPort());
            Vehicles senders = new Vehicles(broker.port())) {
          desk.awaitOutput("desk at", 90);
          say("The map: http://127.0.0.1:" + port + "/");
          say(vehicles + " simulated vehicles send " + fleet.messages().size() + " messages.");
          send(fleet.messages(), senders, job, seconds);
          List<String> differences = await(fleet, parts.store());
          boolean right = summary(fleet, kafka, parts.store(), differences, mail);
          linger.run();
          return right;
        }
      }
    } finally {
      mail.stop();
    }
  }

  private void send(List<Sent> messages, Vehicles senders, Program job, int seconds)
      throws Exception {
    long start = System.nanoTime();
    for (int i = 0; i < messages.size(); i++) {
      long due = start + (long) (seconds * 1e9 * i / messages.size());
      while (System.nanoTime() < due) {
        Thread.sleep(5);
      }
      senders.send(messages.get(i));
      if (i == messages.size() / 2) {
        job.kill();
        job.restart();
        say("The job was killed at half, and started again.");
      }
    }
    senders.drain();
  }

  private static List<String> await(SimulatedFleet fleet, Path store) throws Exception {
    long end = System.nanoTime() + WAIT_NANOS;
    List<String> differences;
    do {
      Thread.sleep(500);
      differences = fleet.differences(StoreCheck.findings(store).values());
    } while (!differences.isEmpty() && System.nanoTime() - end < 0);
    return differences;
  }

  private boolean summary(
      SimulatedFleet fleet, KafkaProcess kafka, Path store, List<String> lost, GreenMail mail)
      throws Exception {
    // Mail of the last changes: above ten a minute they wait for the next.
    mail.waitForIncomingEmail(15_000, 1);
    LogCheck log = LogCheck.of(kafka.servers());
    say(row("messages in", fleet.messages().size()));
    say(row("distinct", fleet.distinct()));
    say(row("findings expected", fleet.findings()));
    say(row("on the map", StoreCheck.findings(store).size()));
    say(row("wrong or lost", lost.size()));
    say(row("twice", log.twice()));
    say(row("out of order", log.outOfOrder()));
    say(row("violations told", log.raised()));
    say(row("taken back", log.withdrawn()));
    say(row("mails", mail.getReceivedMessages().length));
    lost.stream().limit(10).forEach(this::say);
    return lost.isEmpty()
        && log.twice() == 0
        && log.outOfOrder() == 0
        && log.raised() - log.withdrawn() == fleet.raised() - fleet.withdrawn();
  }

  private static String row(String name, long value) {
    return String.format(Locale.ROOT, "%-18s %d", name, value);
  }

  private void say(String line) {
    out.println(line);
    out.flush();
  }
}
