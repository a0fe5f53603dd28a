package dev.catenary.device.health;

import org.jspecify.annotations.Nullable;

/**
 * The line to the message broker at one moment.
 *
 * @param downSeconds since when it is down; 0 while it is up
 * @param failure why it is down; null while it is up, and before the first attempt
 * @param needsPerson true when waiting alone will not cure it
 * @param refusal the last message the broker refused, and why; null when it takes all
 * @param waitingEvents in the spool
 */
public record BrokerReading(
    boolean up,
    long downSeconds,
    @Nullable String failure,
    boolean needsPerson,
    @Nullable String refusal,
    int waitingEvents) {}
