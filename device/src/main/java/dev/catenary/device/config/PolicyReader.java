package dev.catenary.device.config;

import dev.catenary.device.config.CatenaryConfig.LinkPolicies;
import dev.catenary.proto.zone.Rank;
import dev.catenary.uplink.policy.QuietHours;
import dev.catenary.uplink.policy.UploadPolicy;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The keys that say how each link is used. */
final class PolicyReader {
  private static final UploadPolicy ALL = UploadPolicy.ALL;

  private PolicyReader() {}

  static LinkPolicies links(ConfigSection upload) {
    List<UploadPolicy> policies = policies(upload);
    return new LinkPolicies(active(upload, policies), policies, zone(upload));
  }

  /** One of the desired state's own policies where it brings any, else one of the configured. */
  static UploadPolicy wished(ConfigSection wish, LinkPolicies configured) {
    boolean own = wish.has("policies");
    List<UploadPolicy> policies = policies(wish);
    return active(wish, own ? policies : configured.policies());
  }

  private static List<UploadPolicy> policies(ConfigSection upload) {
    List<UploadPolicy> policies = new ArrayList<>();
    for (ConfigSection section : upload.sections("policies")) {
      UploadPolicy policy = policy(section);
      if (find(policies, policy.name()) != null || policy.name().equals(ALL.name())) {
        section.problem("name", "\"" + policy.name() + "\" twice", "a name of its own", "Rename.");
      }
      policies.add(policy);
    }
    return policies;
  }

  private static UploadPolicy active(ConfigSection upload, List<UploadPolicy> policies) {
    String name =
        upload.text("policy", ALL.name(), "The active one of the policies; all sends everything.");
    UploadPolicy active = name.equals(ALL.name()) ? ALL : find(policies, name);
    if (active == null) {
      upload.problem(
          "policy", "\"" + name + "\"", "all, or a name under policies", "Correct the name.");
      active = ALL;
    }
    return active;
  }

  private static UploadPolicy policy(ConfigSection section) {
    String name = section.text("name", "link", "Name of the policy.");
    Rank lastRank =
        Rank.values()[
            section.whole(
                "last-rank", 4, 0, 4, "", "Chunks of this rank and the more urgent are sent.")];
    boolean overviews =
        section.flag("overviews", false, "Thinned overviews are sent, behind the ranks 0 and 1.");
    int perDay =
        section.whole("daily-budget", 0, 0, 1_048_576, "MiB", "By the calendar day; 0: no limit.");
    int perSecond =
        section.whole(
            "rate-max", 0, 0, 1_048_576, "KiB/s", "On average, part by part; 0: no limit.");
    List<QuietHours> quiet = quietHours(section);
    int parallel =
        section.whole(
            "parallel",
            1,
            1,
            UploadPolicy.PARALLEL_MAX,
            "",
            "Chunks under way at once; a cut costs each at most one part.");
    int part =
        section.whole("part", 8, 5, 512, "MiB", "Larger chunks go in parts; a part is memory too.");
    section.refuseUnknown();
    if (perDay > 0 && perDay < part) {
      section.problem(
          "daily-budget", perDay + " MiB", "at least one part, " + part + " MiB", "Raise it.");
      perDay = part;
    }
    return new UploadPolicy(
        name,
        lastRank,
        overviews,
        (long) perDay << 20,
        (long) perSecond << 10,
        quiet,
        parallel,
        part << 20);
  }

  private static List<QuietHours> quietHours(ConfigSection section) {
    String text =
        section.textOrNull(
            "quiet-hours", "Nothing is sent within, as 22:00-06:00; several divided by commas.");
    List<QuietHours> hours = new ArrayList<>();
    if (text != null) {
      try {
        for (String range : text.split(",")) {
          hours.add(QuietHours.parse(range.strip()));
        }
      } catch (IllegalArgumentException e) {
        section.problem(
            "quiet-hours", "\"" + text + "\"", "times of day as 22:00-06:00", "Correct the value.");
        hours.clear();
      }
    }
    return hours;
  }

  private static ZoneId zone(ConfigSection upload) {
    String text =
        upload.text(
            "time-zone", "UTC", "Of quiet hours and calendar days, as Australia/Melbourne.");
    try {
      return ZoneId.of(text);
    } catch (DateTimeException e) {
      upload.problem(
          "time-zone", "\"" + text + "\"", "a zone of the tz database", "Correct the value.");
      return ZoneOffset.UTC;
    }
  }

  private static @Nullable UploadPolicy find(List<UploadPolicy> policies, String name) {
    return policies.stream().filter(policy -> policy.name().equals(name)).findFirst().orElse(null);
  }
}
