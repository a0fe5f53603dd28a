package dev.catenary.device.selftest;

import dev.catenary.device.health.ChainLink;
import dev.catenary.device.health.Condition;
import dev.catenary.device.health.Health;
import dev.catenary.device.health.LinkHealth;
import dev.catenary.device.health.Reading;
import dev.catenary.device.health.SensorReading;
import dev.catenary.proto.counter.DeviceCounter;
import dev.catenary.proto.point.PoseQuality;
import dev.catenary.proto.point.TimeQuality;
import dev.catenary.proto.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Sensors, time, position and losses from the test's first second to its last. */
final class WatchedMinute {
  /** A second without a packet is a fault in a sensor that sends hundreds in each. */
  private static final long GAP_NANOS = 3_000_000_000L;

  private final List<Reading> readings = new ArrayList<>();
  private final List<Health> looks = new ArrayList<>();

  /** The same reading again adds nothing. */
  void look(Reading reading, Health health) {
    if (readings.isEmpty() || readings.getLast().nanos() != reading.nanos()) {
      readings.add(reading);
      looks.add(health);
    }
  }

  List<TestStep> steps() {
    List<TestStep> steps = new ArrayList<>();
    for (int sensor = 0; sensor < first().sensors().size(); sensor++) {
      steps.add(packets(sensor));
      steps.add(time(sensor));
    }
    steps.add(position());
    steps.add(losses());
    steps.add(link(ChainLink.POWER));
    steps.add(link(ChainLink.TIME));
    steps.add(link(ChainLink.ZONES));
    return steps;
  }

  private Reading first() {
    return readings.getFirst();
  }

  private Reading last() {
    return readings.getLast();
  }

  private double seconds() {
    return (last().nanos() - first().nanos()) / 1e9;
  }

  private TestStep packets(int sensor) {
    SensorReading now = last().sensors().get(sensor);
    long packets = now.packets() - first().sensors().get(sensor).packets();
    long silentNanos = longestSilence(sensor);
    String found =
        String.format(
            Locale.ROOT,
            "%,.0f packets/s over %.0f s of %s; longest silence %s",
            seconds() > 0 ? packets / seconds() : 0,
            seconds(),
            now.description(),
            silentNanos < GAP_NANOS ? "under 3 s" : silentNanos / 1_000_000_000 + " s");
    String expected = "packets in every second";
    return packets > 0 && silentNanos < GAP_NANOS
        ? TestStep.passed("sensor " + now.name(), found, expected)
        : TestStep.failed(
            "sensor " + now.name(),
            found,
            expected,
            "Check its power and cable, that its destination is this computer and port "
                + now.port()
                + ", and that no firewall is between.");
  }

  private long longestSilence(int sensor) {
    long longest = 0;
    long heardNanos = first().nanos();
    for (int i = 1; i < readings.size(); i++) {
      Reading reading = readings.get(i);
      if (reading.sensors().get(sensor).packets()
          > readings.get(i - 1).sensors().get(sensor).packets()) {
        heardNanos = reading.nanos();
      }
      longest = Math.max(longest, reading.nanos() - heardNanos);
    }
    return longest;
  }

  private TestStep time(int sensor) {
    SensorReading now = last().sensors().get(sensor);
    String name = "time of " + now.name();
    String found = "by " + now.timeQuality();
    return now.timeQuality() == TimeQuality.NONE
        ? TestStep.failed(
            name, found, "a source", "Connect PPS and NMEA to the sensor, or let it follow PTP.")
        : TestStep.passed(name, found, "a source");
  }

  private TestStep position() {
    PoseQuality worst =
        readings.stream().map(Reading::poseQuality).reduce(PoseQuality::worse).get();
    String found = "worst quality " + worst;
    return worst == PoseQuality.NONE
        ? TestStep.failed(
            "position",
            found,
            "a position all the time",
            "Wait for the first fix; the receiver must see the sky.")
        : TestStep.passed("position", found, "a position all the time");
  }

  private TestStep losses() {
    StringBuilder lost = new StringBuilder();
    for (DeviceCounter counter : DeviceCounter.values()) {
      long rise =
          last().counters().getOrDefault(counter, 0L)
              - first().counters().getOrDefault(counter, 0L);
      if (counter.isLoss() && rise > 0) {
        lost.append(lost.isEmpty() ? "" : "; ").append(rise).append(": ");
        lost.append(counter.sentence());
      }
    }
    return lost.isEmpty()
        ? TestStep.passed("losses", "none", "none")
        : TestStep.failed(
            "losses", lost.toString(), "none", "Run catenary doctor; see what it names.");
  }

  /** Worst condition of a link of the chain. */
  private TestStep link(ChainLink link) {
    LinkHealth worst =
        looks.stream()
            .flatMap(health -> health.links().stream())
            .filter(one -> one.link() == link)
            .reduce((a, b) -> b.condition().compareTo(a.condition()) > 0 ? b : a)
            .orElseThrow();
    return new TestStep(
        link.word(),
        worst.condition() != Condition.FAILED,
        new Problem(worst.condition() + ": " + worst.why(), "not FAILED", worst.cure()));
  }
}
