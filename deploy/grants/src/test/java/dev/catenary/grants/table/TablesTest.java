package dev.catenary.grants.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TablesTest {
  private static final String UTILITIES =
      """
      # comment
      utility, account, region, bucket, prefix, role, endpoint, network
      east, 123456789012, ap-southeast-2, east-lidar, survey, arn:aws:iam::123456789012:role/up, -, -
      west, -, us-east-1, west, -, -, http://127.0.0.1:9000, 2001:db8::/32
      """;

  @TempDir Path folder;

  @Test
  void tablesAreReadAndAnswer() throws Exception {
    UtilityTable utilities = UtilityTable.read("u.csv", UTILITIES);
    assertThat(utilities.find("east").orElseThrow().keyInBucket("a/b")).isEqualTo("survey/a/b");
    assertThat(utilities.find("west").orElseThrow().keyInBucket("a/b")).isEqualTo("a/b");
    VehicleTable vehicles =
        VehicleTable.read(
            "v.csv",
            "vehicle,utility,from,until\nd1,east,-,2024-06-01T00:00:00Z\n"
                + "d1,west,2024-06-01T00:00:00Z,2024-07-01T00:00:00Z\n",
            utilities);
    assertThat(vehicles.utilityAt("d1", Instant.parse("2024-05-31T23:59:59.9Z"))).contains("east");
    assertThat(vehicles.utilityAt("d1", Instant.parse("2024-06-01T00:00:00Z"))).contains("west");
    assertThat(vehicles.utilityAt("d1", Instant.parse("2024-07-01T00:00:00Z"))).isEmpty();
    assertThat(vehicles.utilityAt("d2", Instant.parse("2024-06-01T00:00:00Z"))).isEmpty();
  }

  @Test
  void eachFaultIsToldWithItsLineAndCure() {
    String text =
        UTILITIES
            + "east, -, us-east-1, e, -, -, http://x, -\n"
            + "north, -, us-east-1, north, -, -, -, 10.0.0.0/40\n"
            + "south, 111111111111, moon, south, /x, arn:aws:iam::222222222222:role/r, -, -\n"
            + "short, -\n";
    assertThatThrownBy(() -> UtilityTable.read("u.csv", text))
        .isInstanceOf(TableException.class)
        .message()
        .contains(
            "u.csv:5: found east again",
            "u.csv:5: found bucket 'e'",
            "u.csv:6: found no role at AWS",
            "u.csv:6: found network '10.0.0.0/40'",
            "u.csv:7: found region 'moon'",
            "u.csv:7: found prefix '/x'",
            "u.csv:7: found role",
            "u.csv:8: found 2 columns",
            "cure: ");
  }

  @Test
  void vehicleForTwoAtOnceForNobodyOrBackwardsIsRefused() throws Exception {
    UtilityTable utilities = UtilityTable.read("u.csv", UTILITIES);
    String text =
        "vehicle,utility,from,until\nd1,east,-,-\nd1,west,2024-06-01T00:00:00Z,-\n"
            + "d2,nobody,-,-\nd3,east,2024-06-02T00:00:00Z,2024-06-01T00:00:00Z\n"
            + "d4,east,yesterday,-\n";
    assertThatThrownBy(() -> VehicleTable.read("v.csv", text, utilities))
        .message()
        .contains(
            "v.csv:3: found d1 for west while it is for east",
            "v.csv:4: found utility 'nobody'",
            "v.csv:5: found an end before its beginning",
            "v.csv:6: found from 'yesterday'");
    assertThatThrownBy(() -> VehicleTable.read("v.csv", "vehicle,owner\n", utilities))
        .hasMessageContaining("v.csv:1: found columns");
  }

  @Test
  void changeIsInForceAndABadOneLeavesWhatWas() throws Exception {
    Path vehicles = Files.writeString(folder.resolve("v"), "vehicle,utility,from,until\n");
    Path utilities = Files.writeString(folder.resolve("u"), UTILITIES);
    Path revoked = Files.writeString(folder.resolve("r"), "sha256,reason\n");
    long[] now = {0};
    Tables tables =
        new Tables(
            new FileTable(vehicles),
            new FileTable(utilities),
            new FileTable(revoked),
            Duration.ofSeconds(10),
            () -> now[0]);
    Files.writeString(vehicles, "vehicle,utility,from,until\nd1,east,-,-\n");
    assertThat(tables.current().vehicles().knows("d1")).isFalse();
    now[0] = 10_000_000_000L;
    assertThat(tables.current().vehicles().knows("d1")).isTrue();
    Files.writeString(vehicles, "vehicle,utility,from,until\nd1,nobody,-,-\n");
    now[0] = 20_000_000_000L;
    assertThat(tables.current().vehicles().knows("d1")).isTrue();
    Files.delete(vehicles);
    now[0] = 30_000_000_000L;
    assertThat(tables.current().vehicles().knows("d1")).isTrue();
  }
}
