package dev.catenary.device.update.fetch;

import java.time.Instant;
import java.util.Optional;

/** Host or GNSS time; empty while nothing vouches for it. */
@FunctionalInterface
public interface TrustedClock {
  Optional<Instant> now();
}
