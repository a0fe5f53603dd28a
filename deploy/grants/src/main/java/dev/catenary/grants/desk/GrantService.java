package dev.catenary.grants.desk;

import dev.catenary.grants.guard.RateLimit;
import dev.catenary.grants.guard.SeenRequests;
import dev.catenary.grants.identity.DeviceCertificates;
import dev.catenary.grants.identity.IssuerKeys;
import dev.catenary.grants.identity.PemFiles;
import dev.catenary.grants.identity.PeopleTokens;
import dev.catenary.grants.request.AuditLog;
import dev.catenary.grants.sign.AssumedRoles;
import dev.catenary.grants.sign.LocalKeys;
import dev.catenary.grants.sign.SessionKeys;
import dev.catenary.grants.table.FileTable;
import dev.catenary.grants.table.S3Table;
import dev.catenary.grants.table.TableException;
import dev.catenary.grants.table.TableSource;
import dev.catenary.grants.table.Tables;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.EnvironmentVariableCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sts.StsClient;

/** Puts the service together, without a door. */
public final class GrantService {
  private GrantService() {}

  /** Reads the settings' files and tables. */
  public static Reception reception(Settings settings) throws IOException, TableException {
    Tables tables =
        new Tables(
            table(settings.vehicles()),
            table(settings.utilities()),
            table(settings.revoked()),
            settings.tableAge(),
            System::nanoTime);
    GrantDesk desk =
        new GrantDesk(
            tables,
            keys(settings.grantLife()),
            settings.grantLife(),
            new RateLimit(settings.requestsPerMinute()),
            new SeenRequests(settings.clockWindow()),
            System::nanoTime);
    return new Reception(
        new DeviceCertificates(PemFiles.certificates(settings.deviceAuthority())),
        people(settings),
        desk,
        new AuditLog(),
        InstantSource.system());
  }

  private static @Nullable PeopleTokens people(Settings settings) throws IOException {
    String issuer = settings.peopleIssuer();
    return issuer == null
        ? null
        : new PeopleTokens(
            issuer, settings.peopleShape(), IssuerKeys.open(issuer, settings.peopleKeys()));
  }

  private static TableSource table(String place) {
    if (!place.startsWith("s3://")) {
      return new FileTable(Path.of(place));
    }
    URI uri = URI.create(place);
    return new S3Table(
        S3Client.builder().httpClientBuilder(UrlConnectionHttpClient.builder()).build(),
        uri.getHost(),
        uri.getPath().substring(1));
  }

  /** By the utility's role, where it has one; else the keys of this process's environment. */
  private static SessionKeys keys(Duration life) {
    StsSessions roles = new StsSessions(life);
    return (utility, vehicle, now) ->
        utility.role().isEmpty()
            ? new LocalKeys(EnvironmentVariableCredentialsProvider.create().resolveCredentials())
                .open(utility, vehicle, now)
            : roles.of(utility.region()).open(utility, vehicle, now);
  }

  /** A client of STS in each region, from when it is first needed. */
  private static final class StsSessions {
    private final Duration life;
    private final Map<String, AssumedRoles> byRegion = new ConcurrentHashMap<>();

    private StsSessions(Duration life) {
      this.life = life;
    }

    private AssumedRoles of(String region) {
      return byRegion.computeIfAbsent(
          region,
          name ->
              new AssumedRoles(
                  StsClient.builder()
                      .region(Region.of(name))
                      .credentialsProvider(DefaultCredentialsProvider.builder().build())
                      .httpClientBuilder(UrlConnectionHttpClient.builder())
                      .build(),
                  life));
    }
  }
}
