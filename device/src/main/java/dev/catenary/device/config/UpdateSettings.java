package dev.catenary.device.config;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Where updates come from.
 *
 * @param repository base address of both repositories; null where they come by sticks alone
 * @param every pace at which it is asked by itself
 */
public record UpdateSettings(@Nullable URI repository, Duration every) {
  static UpdateSettings read(ConfigSection section) {
    String text =
        section.text(
            "repository",
            "",
            "Address above image/ and director/, as https://updates.example; left out, sticks"
                + " alone.");
    Duration every =
        Duration.ofHours(
            section.whole("every", 24, 1, 720, "h", "It is asked by itself so often."));
    section.refuseUnknown();
    if (text.isEmpty()) {
      return new UpdateSettings(null, every);
    }
    try {
      URI repository = URI.create(text);
      if (repository.getHost() != null
          && ("https".equals(repository.getScheme()) || "http".equals(repository.getScheme()))) {
        return new UpdateSettings(repository, every);
      }
    } catch (IllegalArgumentException e) {
      // Told below, as any other text that is no address.
    }
    section.problem(
        "repository",
        '"' + text + '"',
        "https://host/path",
        "Name the repository, or leave it out.");
    return new UpdateSettings(null, every);
  }
}
