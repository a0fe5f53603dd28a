package dev.catenary.device.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.catenary.proto.zone.Rank;
import dev.catenary.uplink.policy.QuietHours;
import dev.catenary.uplink.policy.UploadPolicy;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class PolicyReaderTest {
  private static final String SENSOR = "sensors:\n  - name: roof\nspool: {overviews: true}\n";

  private static ConfigFile parse(String text) throws ConfigException {
    return ConfigFile.parse("test.yaml", SENSOR + text, Path.of("/etc/catenary"));
  }

  @Test
  void withoutPoliciesEverythingIsSent() throws ConfigException {
    var links = parse("").config().upload().links();
    assertThat(links.active()).isEqualTo(UploadPolicy.ALL);
    assertThat(links.lanes()).isEqualTo(UploadPolicy.ALL.parallel());
  }

  @Test
  void namedPolicyIsActiveWithItsLimits() throws ConfigException {
    ConfigFile file =
        parse(
            """
            upload:
              policy: radio
              time-zone: Australia/Melbourne
              policies:
                - name: radio
                  last-rank: 1
                  overviews: true
                  daily-budget: 200
                  rate-max: 512
                  quiet-hours: 22:00-06:00, 12:00-12:30
                - name: depot
                  parallel: 6
                  part: 16
            """);
    assertThat(file.problems()).isEmpty();
    var links = file.config().upload().links();
    assertThat(links.active())
        .isEqualTo(
            new UploadPolicy(
                "radio",
                Rank.CONDUCTOR,
                true,
                200L << 20,
                512L << 10,
                List.of(QuietHours.parse("22:00-06:00"), QuietHours.parse("12:00-12:30")),
                1,
                8 << 20));
    assertThat(links.lanes()).isEqualTo(6);
    assertThat(links.zone()).hasToString("Australia/Melbourne");
  }

  @Test
  void everyWrongValueIsNamedWithItsLine() throws ConfigException {
    ConfigFile file =
        parse(
            """
            upload:
              policy: satellite
              time-zone: Atlantis
              policies:
                - name: radio
                  daily-budget: 2
                  quiet-hours: late
                - name: radio
                  last-rank: 9
                - name: all
                  speed: 3
            """);
    assertThat(file.problems())
        .extracting(problem -> problem.key() + "@" + problem.line())
        .contains(
            "upload.policy@5",
            "upload.time-zone@6",
            "upload.policies[0].daily-budget@9",
            "upload.policies[0].quiet-hours@10",
            "upload.policies[1].name@11",
            "upload.policies[1].last-rank@12",
            "upload.policies[2].name@13",
            "upload.policies[2].speed@14")
        .hasSize(8);
  }

  @Test
  void policyThatSendsOverviewsWantsThemMade() throws ConfigException {
    ConfigFile file =
        ConfigFile.parse(
            "test.yaml",
            "sensors:\n  - name: roof\nupload:\n  policies:\n    - {name: radio, overviews: true}\n",
            Path.of("/etc/catenary"));
    assertThat(file.problems()).singleElement().asString().contains("spool.overviews");
  }
}
