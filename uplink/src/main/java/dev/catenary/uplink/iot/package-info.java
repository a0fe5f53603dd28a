/**
 * Messages over the broker (AWS IoT Core, or any of MQTT 5): events, reports and receipts out;
 * commands and the device shadow in. What must not be lost waits in the spool, not here:
 * docs/iot.md.
 */
package dev.catenary.uplink.iot;
