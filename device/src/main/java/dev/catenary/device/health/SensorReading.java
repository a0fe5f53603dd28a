package dev.catenary.device.health;

import dev.catenary.proto.point.TimeQuality;

/**
 * One sensor at one moment.
 *
 * @param name by which the configuration knows it
 * @param description model and mode, as far as the packets have told
 * @param port UDP port its packets are expected at
 * @param whenSilent cure where no packet comes
 * @param packets decoded since the start
 * @param timeQuality of the last points; {@link TimeQuality#NONE} before the first
 */
public record SensorReading(
    String name,
    String description,
    int port,
    String whenSilent,
    long packets,
    TimeQuality timeQuality) {}
