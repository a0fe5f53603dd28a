package dev.catenary.grants;

import dev.catenary.grants.desk.GrantDesk;
import dev.catenary.grants.guard.RateLimit;
import dev.catenary.grants.guard.SeenRequests;
import dev.catenary.grants.sign.LocalKeys;
import dev.catenary.grants.table.TableException;
import dev.catenary.grants.table.TableSource;
import dev.catenary.grants.table.Tables;
import java.io.IOException;
import java.time.Duration;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/**
 * A desk without a door: drone-1 as the table in docs/grants.md has it, for utilities with a store
 * of their own; drone-2 for one at AWS.
 */
final class TestDesk {
  private TestDesk() {}

  static GrantDesk open() {
    try {
      Tables tables =
          new Tables(
              table(
                  "vehicle, utility, from, until",
                  "drone-1, east, -, 2024-06-01T00:00:00Z",
                  "drone-1, west, 2024-06-01T00:00:00Z, -",
                  "drone-2, aws, -, -"),
              table(
                  "utility, account, region, bucket, prefix, role, endpoint, network",
                  "east, -, us-east-1, east, survey, -, https://store.example, -",
                  "west, -, us-east-1, west, survey, -, https://store.example, -",
                  "aws, 123456789012, us-east-1, lidar, -, arn:aws:iam::123456789012:role/up, -, -"),
              table("sha256, reason"),
              Duration.ofHours(1),
              () -> 0);
      return new GrantDesk(
          tables,
          new LocalKeys(AwsCredentialsIdentity.create("key", "secret")),
          Duration.ofMinutes(5),
          new RateLimit(1_000),
          new SeenRequests(Duration.ofMinutes(5)),
          () -> 0);
    } catch (IOException | TableException e) {
      throw new IllegalStateException(e);
    }
  }

  private static TableSource table(String... lines) {
    return new TableSource() {
      @Override
      public String name() {
        return lines[0];
      }

      @Override
      public String read() {
        return String.join("\n", lines);
      }
    };
  }
}
