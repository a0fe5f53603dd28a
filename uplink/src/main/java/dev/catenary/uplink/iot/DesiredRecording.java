package dev.catenary.uplink.iot;

/**
 * One entry of the shadow's list {@code desired.journal}, as it was written; texts that are not
 * there are empty.
 *
 * @param from time of the host's clock, ISO 8601
 * @param zone in place of a time: its name, as {@code epsg32755-32m-21875-181250}
 */
public record DesiredRecording(String id, String from, String to, String zone) {}
