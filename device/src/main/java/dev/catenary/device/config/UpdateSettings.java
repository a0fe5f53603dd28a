package dev.catenary.device.config;

import dev.catenary.uplink.policy.UploadPolicy;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Where updates come from.
 *
 * @param repository base address of both repositories; null where they come by sticks alone
 * @param every pace at which it is asked by itself
 * @param bytesPerDayMax fetched from it by the calendar day; 0 for no limit
 */
public record UpdateSettings(@Nullable URI repository, Duration every, long bytesPerDayMax) {
  private static final int BUDGET_MEBIBYTES_MAX = 1_048_576;

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
    int budget =
        section.whole(
            "daily-budget",
            0,
            0,
            BUDGET_MEBIBYTES_MAX,
            "MiB",
            "Fetched from it by the calendar day, beside the link's own budget; 0: no limit.");
    long bytes = (long) budget << 20;
    if (bytes > 0 && bytes < UploadPolicy.PART_BYTES) {
      section.problem(
          "daily-budget", budget + " MiB", "0, or 8 MiB and more", "Raise it, or leave it out.");
      bytes = 0;
    }
    section.refuseUnknown();
    if (text.isEmpty()) {
      return new UpdateSettings(null, every, bytes);
    }
    try {
      URI repository = URI.create(text);
      if (repository.getHost() != null
          && ("https".equals(repository.getScheme()) || "http".equals(repository.getScheme()))) {
        return new UpdateSettings(repository, every, bytes);
      }
    } catch (IllegalArgumentException e) {
      // Told below, as any other text that is no address.
    }
    section.problem(
        "repository",
        '"' + text + '"',
        "https://host/path",
        "Name the repository, or leave it out.");
    return new UpdateSettings(null, every, bytes);
  }
}
