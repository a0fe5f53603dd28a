package dev.catenary.device.health;

import static dev.catenary.proto.counter.DeviceCounter.CLOCK_STEPS;
import static dev.catenary.proto.counter.DeviceCounter.DATAGRAMS_DROPPED_BY_KERNEL;
import static dev.catenary.proto.counter.DeviceCounter.DATAGRAMS_DROPPED_QUEUE_FULL;
import static dev.catenary.proto.counter.DeviceCounter.DATAGRAMS_TOO_LARGE;
import static dev.catenary.proto.counter.DeviceCounter.INS_BAD_CRC;
import static dev.catenary.proto.counter.DeviceCounter.NMEA_BAD_CHECKSUM;
import static dev.catenary.proto.counter.DeviceCounter.PACKETS_BAD_CHECKSUM;
import static dev.catenary.proto.counter.DeviceCounter.PACKETS_BAD_LENGTH;
import static dev.catenary.proto.counter.DeviceCounter.PACKETS_BAD_MAGIC;
import static dev.catenary.proto.counter.DeviceCounter.PACKETS_MISSING;
import static dev.catenary.proto.counter.DeviceCounter.PACKETS_WITHOUT_CALIBRATION;
import static dev.catenary.proto.counter.DeviceCounter.PACKETS_WRONG_MODEL;
import static dev.catenary.proto.counter.DeviceCounter.POINTS_WITHOUT_POSE;
import static dev.catenary.proto.counter.DeviceCounter.POSES_RECEIVED;
import static dev.catenary.proto.counter.DeviceCounter.POSE_GAPS;
import static dev.catenary.proto.counter.DeviceCounter.RECEIVER_BAD_CHECK;

import dev.catenary.proto.counter.DeviceCounter;
import dev.catenary.proto.point.PoseQuality;
import dev.catenary.proto.point.TimeQuality;
import java.util.List;
import java.util.Locale;

/** Health rules of the intake: sensors, time, position. Pure functions. */
final class IntakeRules {
  /** A sensor that is switched on with us turns up its laser within this. */
  static final long START_SECONDS = 30;

  private static final DeviceCounter[] TOO_SLOW = {
    DATAGRAMS_DROPPED_BY_KERNEL, DATAGRAMS_DROPPED_QUEUE_FULL
  };
  private static final DeviceCounter[] BAD_PACKETS = {
    PACKETS_BAD_LENGTH,
    PACKETS_BAD_MAGIC,
    PACKETS_WRONG_MODEL,
    PACKETS_BAD_CHECKSUM,
    DATAGRAMS_TOO_LARGE
  };

  /** In the names of receivers' links. */
  private static final String RECEIVER_LINK = " position-";

  private static final String LINK_CURE =
      "Check the receiver's power and cable, and its address or device in position.links.";

  private IntakeRules() {}

  static Finding sensor(Window window) {
    long waiting = window.now().waitingDatagrams();
    if (waiting > 0 && window.stalled("capture").isEmpty()) {
      // How many packets are decoded says nothing of the sensor now: they are old ones.
      return Finding.degraded(
          String.format(
              Locale.ROOT,
              "zones are behind; %,d live datagrams are kept and wait in the raw journal",
              waiting),
          "Wait: after a power cut this is how it catches up. If it stays so, look for what else"
              + " takes the processor.");
    }
    Finding worst = Finding.ok(packetRates(window));
    for (int i = 0; i < window.now().sensors().size(); i++) {
      worst = worst.or(silence(window, i));
    }
    if (worst.condition() == Condition.FAILED) {
      return worst;
    }
    var stalled = window.stalled("capture");
    if (stalled.isPresent()) {
      return window.standing(stalled.get());
    }
    if (window.rose(TOO_SLOW)) {
      worst =
          worst.or(
              Finding.degraded(
                  window.told(TOO_SLOW),
                  "Raise net.core.rmem_max (catenary doctor says how far); look for what else"
                      + " takes the processor."));
    }
    if (window.rose(PACKETS_MISSING)) {
      worst =
          worst.or(
              Finding.degraded(
                  window.told(PACKETS_MISSING),
                  "Check the sensor's cable, connectors and switch."));
    }
    if (window.rose(PACKETS_WITHOUT_CALIBRATION)) {
      worst =
          worst.or(
              Finding.failed(
                  window.told(PACKETS_WITHOUT_CALIBRATION),
                  "Let the sensor's information packets (DIFOP, port 7788) come to this computer;"
                      + " check the sensor's difop-port."));
    }
    if (window.rose(BAD_PACKETS)) {
      worst =
          worst.or(
              Finding.degraded(
                  window.told(BAD_PACKETS),
                  "Compare the sensor's type and model with the configuration; check that no other"
                      + " device sends to its port."));
    }
    return worst;
  }

  private static Finding silence(Window window, int sensor) {
    SensorReading reading = window.now().sensors().get(sensor);
    if (reading.packets() > 0 && (window.packets(sensor) > 0 || window.seconds() < 1)) {
      return Finding.ok("");
    }
    String cure = reading.whenSilent();
    List<String> strange = StrangeTraffic.sentences(window.strangers(), window.seconds());
    if (!strange.isEmpty()) {
      return new Finding(
          window.upSeconds() < START_SECONDS ? Condition.DEGRADED : Condition.FAILED,
          "no packet from " + reading.name() + ", but " + String.join(" ", strange),
          "Correct link.source or link.port of " + reading.name() + ".");
    }
    if (reading.packets() == 0
        && window.upSeconds() < START_SECONDS + window.now().board().stagedSeconds()) {
      return Finding.degraded("no packet from " + reading.name() + " yet", cure);
    }
    return Finding.failed(
        "no packet from " + reading.name() + (reading.packets() == 0 ? " since the start" : " now"),
        cure);
  }

  private static String packetRates(Window window) {
    StringBuilder rates = new StringBuilder();
    for (int i = 0; i < window.now().sensors().size(); i++) {
      SensorReading sensor = window.now().sensors().get(i);
      double perSecond = window.seconds() > 0 ? window.packets(i) / window.seconds() : 0;
      rates
          .append(i == 0 ? "" : "; ")
          .append(sensor.name())
          .append(String.format(Locale.ROOT, " %,.0f packets/s (", perSecond))
          .append(sensor.description())
          .append(')');
    }
    return rates.toString();
  }

  static Finding time(Window window) {
    Finding clocks = clocks(window);
    Finding pulse = BoardRules.pulse(window);
    return pulse.condition() == Condition.OK
        ? new Finding(clocks.condition(), clocks.why() + pulse.why(), clocks.cure())
        : clocks.or(pulse);
  }

  private static Finding clocks(Window window) {
    HostReading host = window.now().host();
    TimeQuality worst =
        window.now().sensors().stream()
            .map(SensorReading::timeQuality)
            .reduce(TimeQuality.PPS_NMEA, TimeQuality::worse);
    if (window.rose(CLOCK_STEPS)) {
      return Finding.degraded(
          window.told(CLOCK_STEPS),
          "Let the clock be slewed (chrony: makestep only at the start); points stay in order.");
    }
    boolean any = window.now().sensors().stream().anyMatch(sensor -> sensor.packets() > 0);
    if (any && worst.compareTo(TimeQuality.HOST) >= 0) {
      return host.clockSynchronised()
          ? Finding.degraded(
              "a sensor's clock runs free and is tied to this computer's by arrival times;"
                  + " expected a pulse per second with NMEA, or PTP",
              "Connect the receiver's PPS and serial line to the sensor, or start a PTP master.")
          : Finding.failed(
              "a sensor's clock runs free and this computer's clock is not synchronised either",
              "Connect the receiver's PPS to the sensor, or let chrony follow GNSS or NTP.");
    }
    if (!host.clockSynchronised()) {
      return Finding.degraded(
          "the kernel holds this computer's clock for not synchronised",
          "Let chrony or systemd-timesyncd follow GNSS, PTP or NTP.");
    }
    return Finding.ok(
        any
            ? "sensors by " + worst
            : String.format(
                Locale.ROOT, "clock synchronised, within %.3f s", host.clockErrorSecondsMax()));
  }

  static Finding position(Window window) {
    PoseQuality quality = window.now().poseQuality();
    if (quality == PoseQuality.CONFIGURED) {
      return Finding.ok("a surveyed place from the configuration");
    }
    Finding place = poses(window, quality);
    for (String problem : window.now().linkProblems()) {
      if (problem.contains(RECEIVER_LINK)) {
        // Where no pose comes either, this is why.
        Condition condition =
            place.condition() == Condition.FAILED ? Condition.FAILED : Condition.DEGRADED;
        place = new Finding(condition, problem, LINK_CURE);
      }
    }
    if (window.rose(NMEA_BAD_CHECKSUM, INS_BAD_CRC, RECEIVER_BAD_CHECK)) {
      place =
          place.or(
              Finding.degraded(
                  window.told(NMEA_BAD_CHECKSUM, INS_BAD_CRC, RECEIVER_BAD_CHECK),
                  "Check the receiver's line, its speed in bits/s, and its earth."));
    }
    if (window.rose(POINTS_WITHOUT_POSE, POSE_GAPS)) {
      place =
          place.or(
              Finding.degraded(
                  window.told(POINTS_WITHOUT_POSE, POSE_GAPS),
                  "Check that the receiver sends without gaps, 50 times a second or more."));
    }
    return place;
  }

  private static Finding poses(Window window, PoseQuality quality) {
    if (window.rose(POSES_RECEIVED)) {
      String rate =
          String.format(Locale.ROOT, "%.0f poses/s, %s", window.perSecond(POSES_RECEIVED), quality);
      return quality.compareTo(PoseQuality.SINGLE) < 0
          ? Finding.ok(rate)
          : Finding.degraded(
              rate + "; expected corrections (differential, RTK)",
              "Check the antenna's view of the sky and the corrections' link.");
    }
    if (window.upSeconds() < START_SECONDS) {
      return Finding.degraded(
          "no pose yet", "Wait for the first fix; the receiver must see the sky.");
    }
    var answer =
        new PoseNeeds(window.now().position(), window.heard(), window.seconds(), window::rise)
            .answer();
    List<String> strange =
        window.heard().isEmpty()
            ? StrangeTraffic.sentences(window.strangers(), window.seconds())
            : List.of();
    return Finding.failed(
        answer.found() + (strange.isEmpty() ? "" : "; but " + String.join(" ", strange)),
        answer.cure());
  }
}
