package dev.catenary.release;

import static org.assertj.core.api.Assertions.assertThat;

import dev.catenary.device.update.fetch.ClientLimits;
import dev.catenary.device.update.fetch.HttpRepository;
import dev.catenary.device.update.fetch.Updater;
import dev.catenary.device.update.trust.MetadataStore;
import dev.catenary.release.publish.FolderPublisher;
import dev.catenary.release.publish.Publisher;
import dev.catenary.release.publish.S3Publisher;
import dev.catenary.uplink.transfer.S3ProxyProcess;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** A repository on its way to where vehicles fetch it. */
class PublishTest {
  private static final String BUCKET = "updates";
  private static final String TARGET = "product/catenary-1.0.0";

  @TempDir Path folder;

  private Workshop workshop;
  private Path image;

  @BeforeEach
  void begin() throws Exception {
    workshop = new Workshop(folder.resolve("work"));
    image = workshop.begunImage().folder();
    workshop.add(TARGET, "release one", 1, "1.0.0", "product1", "product2");
    workshop.stamp();
  }

  @Test
  void timestampComesLast() throws Exception {
    List<String> names = new ArrayList<>();
    Publisher.publish(
        image,
        "image/",
        new Publisher() {
          @Override
          public void putOnce(String name, Path file) {
            names.add(name);
          }

          @Override
          public void replace(String name, Path file) {
            names.add(name);
          }
        });
    assertThat(names)
        .contains("image/metadata/1.root.json")
        .endsWith("image/metadata/timestamp.json");
    Path shown = folder.resolve("shown");
    Publisher.publish(image, "", new FolderPublisher(shown));
    assertThat(workshop.client("v", shown, Workshop.NOW).find(TARGET).length()).isEqualTo(11);
  }

  @Test
  void vehicleFetchesFromTheBucket() throws Exception {
    try (S3ProxyProcess store = new S3ProxyProcess(folder.resolve("s3"), "none");
        S3Client s3 =
            S3Client.builder()
                .endpointOverride(store.endpoint())
                .region(Region.US_EAST_1)
                .forcePathStyle(true)
                .httpClient(UrlConnectionHttpClient.create())
                .credentialsProvider(
                    StaticCredentialsProvider.create(
                        AwsBasicCredentials.create(
                            S3ProxyProcess.ACCESS_KEY, S3ProxyProcess.SECRET_KEY)))
                .build()) {
      store.makeBucket(BUCKET);
      S3Publisher publisher = new S3Publisher(s3, BUCKET);
      Publisher.publish(image, "image/", publisher);
      workshop.stamp();
      Publisher.publish(image, "image/", publisher);
      Path kept = Files.createDirectories(folder.resolve("kept"));
      Files.copy(image.resolve("metadata/1.root.json"), kept.resolve("root.json"));
      URI base = URI.create(store.endpoint() + "/" + BUCKET + "/image/");
      Updater client =
          Updater.refreshed(
              new HttpRepository(base.resolve("metadata/"), base.resolve("targets/")),
              new MetadataStore(kept),
              ClientLimits.STANDARD,
              () -> Optional.of(Workshop.NOW));
      assertThat(client.download(client.find(TARGET), folder.resolve("got")))
          .hasContent("release one");
    }
  }
}
