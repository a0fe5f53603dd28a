package dev.catenary.release.cli;

import dev.catenary.device.update.trust.format.SigningKey;
import dev.catenary.release.key.KeyRing;
import dev.catenary.release.publish.FolderPublisher;
import dev.catenary.release.publish.Publisher;
import dev.catenary.release.publish.S3Publisher;
import dev.catenary.release.repository.Bundle;
import dev.catenary.release.repository.RepositoryCheck;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;

/** Commands that check a repository and bring it to where vehicles fetch it. */
final class PublishCommands {
  private PublishCommands() {}

  /** Makes a bundle. */
  @Command(
      name = "bundle",
      description = {
        "Write repositories for a stick, with stamps of 90 days.",
        "A vehicle needs both: image and director/THING."
      })
  static final class BundleUp implements Callable<Integer> {
    @Mixin private Workplace work;

    @Parameters(
        arity = "1..*",
        paramLabel = "REPOSITORY",
        description = "Repositories: image, and director/THING for each vehicle.")
    private List<String> repositories;

    @Option(names = "--out", required = true, description = "Folder of the stick.")
    private Path out;

    @Option(
        names = "--snapshot",
        required = true,
        split = ",",
        description = "Keys that sign the role snapshot.")
    private List<String> snapshot;

    @Option(
        names = "--timestamp",
        required = true,
        split = ",",
        description = "Keys that sign the role timestamp.")
    private List<String> timestamp;

    @Override
    public Integer call() throws Exception {
      KeyRing ring = work.keys();
      List<SigningKey> snapshotKeys = ring.open(snapshot);
      List<SigningKey> timestampKeys = ring.open(timestamp);
      for (String repository : repositories) {
        Bundle.write(
            work.repository(repository), out.resolve(repository), snapshotKeys, timestampKeys);
      }
      return 0;
    }
  }

  /** Publishes. */
  @Command(
      name = "publish",
      description = "Verify a repository, then put it into a folder or a bucket, timestamp last.")
  static final class Publish implements Callable<Integer> {
    @Mixin private Workplace work;

    @Parameters(paramLabel = "REPOSITORY", description = "Repository: image, or director/THING.")
    private String repository;

    @Option(names = "--folder", description = "Folder that a web server shows.")
    private @Nullable Path folder;

    @Option(
        names = "--bucket",
        description = "Bucket of S3; its keys are found as the AWS SDK finds them.")
    private @Nullable String bucket;

    @Option(
        names = "--endpoint",
        description = "Address of another server that speaks S3. Default: AWS.")
    private @Nullable URI endpoint;

    @Override
    public Integer call() throws Exception {
      Path from = work.path(repository);
      new RepositoryCheck(from).verify(Workplace.now());
      Path toFolder = folder;
      String toBucket = bucket;
      if (toFolder != null) {
        Publisher.publish(from, repository + "/", new FolderPublisher(toFolder));
      } else if (toBucket != null) {
        S3ClientBuilder builder = S3Client.builder().forcePathStyle(endpoint != null);
        if (endpoint != null) {
          builder.endpointOverride(endpoint);
        }
        try (S3Client s3 = builder.build()) {
          Publisher.publish(from, repository + "/", new S3Publisher(s3, toBucket));
        }
      } else {
        throw new IllegalStateException("found no place; expected --folder or --bucket");
      }
      return 0;
    }
  }

  /** Verifies. */
  @Command(name = "verify", description = "Read a repository as a new vehicle would, all of it.")
  static final class Verify implements Callable<Integer> {
    @Mixin private Workplace work;

    @Parameters(paramLabel = "REPOSITORY", description = "Repository: image, or director/THING.")
    private String repository;

    @Override
    public Integer call() throws Exception {
      List<String> names = new RepositoryCheck(work.path(repository)).verify(Workplace.now());
      System.out.println(names.size() + " targets verified");
      return 0;
    }
  }

  /** Shows. */
  @Command(name = "show", description = "Show roles, versions, expiries and targets.")
  static final class Show implements Callable<Integer> {
    @Mixin private Workplace work;

    @Parameters(paramLabel = "REPOSITORY", description = "Repository: image, or director/THING.")
    private String repository;

    @Override
    public Integer call() throws Exception {
      new RepositoryCheck(work.path(repository)).show().forEach(System.out::println);
      return 0;
    }
  }
}
