package dev.catenary.uplink.iot;

import dev.catenary.proto.message.DeviceReport;
import dev.catenary.uplink.spool.EventBox;
import dev.catenary.uplink.spool.ReceiptTail;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * Parts that use the broker's session.
 *
 * @param vehicle our name in messages
 * @param inbox where commands wait from their receipt on
 * @param will the report that tells others we are lost
 * @param reports how the vehicle is now; asked once a second at most
 * @param softwareReport the newest signed one; no bytes where there is none
 * @param reportPace the longest time between two of them
 */
public record CloudParts(
    String vehicle,
    EventBox events,
    ReceiptTail receipts,
    CommandInbox inbox,
    DeviceReport will,
    Supplier<DeviceReport> reports,
    Duration reportPace,
    Commands commands,
    Wishes wishes,
    JobOrders jobs,
    Supplier<byte[]> softwareReport) {
  /** Parts of a vehicle that takes no jobs. */
  public CloudParts(
      String vehicle,
      EventBox events,
      ReceiptTail receipts,
      CommandInbox inbox,
      DeviceReport will,
      Supplier<DeviceReport> reports,
      Duration reportPace,
      Commands commands,
      Wishes wishes) {
    this(
        vehicle,
        events,
        receipts,
        inbox,
        will,
        reports,
        reportPace,
        commands,
        wishes,
        JobOrders.NONE,
        () -> new byte[0]);
  }
}
