package dev.catenary.device.health;

import java.time.Instant;

/**
 * A link of the chain.
 *
 * @param since when it came to be in this condition
 */
public record LinkHealth(
    ChainLink link, Condition condition, Instant since, String why, String cure) {}
