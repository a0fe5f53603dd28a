package dev.catenary.device.health;

import dev.catenary.proto.counter.DeviceCounter;
import dev.catenary.proto.message.ChainLinkReport;
import dev.catenary.proto.message.DeviceReport;
import java.time.Instant;
import java.util.Locale;

/** Health report for the broker. */
public final class ReportMessage {
  private static final int FORMAT_VERSION = 1;

  private ReportMessage() {}

  public static DeviceReport of(
      String vehicle, String mission, String softwareVersion, Health health, Reading reading) {
    BrokerReading broker = reading.outgoing().broker();
    DeviceReport.Builder report =
        DeviceReport.newBuilder()
            .setFormatVersion(FORMAT_VERSION)
            .setVehicle(vehicle)
            .setOnline(true)
            .setSoftwareVersion(softwareVersion)
            .setMadeHostNanos(nanos(reading.at()))
            .setMission(mission)
            .setWorst(health.worst().name())
            .setWaitingChunks(reading.outgoing().waitingChunks())
            .setWaitingBytes(reading.outgoing().waitingBytes())
            .setWaitingEvents(broker == null ? 0 : broker.waitingEvents())
            .setFreeBytes(reading.host().freeBytes())
            .setUploadPolicy(reading.outgoing().policy());
    for (LinkHealth link : health.links()) {
      report.addLinks(
          ChainLinkReport.newBuilder()
              .setLink(link.link().word())
              .setCondition(link.condition().name())
              .setSinceHostNanos(nanos(link.since()))
              .setWhy(link.why())
              .setCure(link.cure()));
    }
    for (DeviceCounter counter : DeviceCounter.values()) {
      if (reading.count(counter) != 0) {
        report.putCounters(counter.name().toLowerCase(Locale.ROOT), reading.count(counter));
      }
    }
    return report.build();
  }

  private static long nanos(Instant at) {
    return at.getEpochSecond() * 1_000_000_000L + at.getNano();
  }
}
