package dev.catenary.device.update.fetch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.catenary.device.update.trust.MetadataStore;
import dev.catenary.device.update.trust.TestRepository;
import dev.catenary.device.update.trust.attack.EndlessDataException;
import dev.catenary.device.update.trust.attack.EndlessRootsException;
import dev.catenary.device.update.trust.attack.SlowRetrievalException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server that wants the client to fetch for ever. */
class HostileRepositoryTest {
  private static final byte[] TARGET = "the target".getBytes(UTF_8);

  @TempDir Path folder;

  private final Map<String, InputStream> metadata = new HashMap<>();
  private final Map<String, InputStream> targets = new HashMap<>();
  private TestRepository repository;
  private long nanos;

  /** Bytes without end; each read takes its time. */
  private final class Endless extends InputStream {
    private final int bytesARead;
    private final Duration each;

    Endless(int bytesARead, Duration each) {
      this.bytesARead = bytesARead;
      this.each = each;
    }

    @Override
    public int read() {
      return ' ';
    }

    @Override
    public int read(byte[] buffer, int offset, int length) {
      nanos += each.toNanos();
      return Math.min(length, bytesARead);
    }
  }

  @BeforeEach
  void make() throws Exception {
    repository = new TestRepository();
    Files.write(folder.resolve("root.json"), repository.root(1));
    byte[] listed =
        repository.targets(1, Map.of("one", TestRepository.target(TARGET, Optional.empty())));
    byte[] snapshot =
        repository.snapshot(1, Map.of("targets.json", TestRepository.file(1, listed)));
    put("timestamp.json", repository.timestamp(1, 1, snapshot));
    put("1.snapshot.json", snapshot);
    put("1.targets.json", listed);
  }

  private void put(String name, byte[] bytes) {
    metadata.put(name, new ByteArrayInputStream(bytes));
  }

  private Updater client() throws IOException {
    ClientLimits limits =
        new ClientLimits(
            100_000,
            16_384,
            100_000,
            100_000,
            4,
            8,
            new RateFloor(1_024, Duration.ofMinutes(10), () -> nanos));
    Repository served =
        new Repository() {
          @Override
          public InputStream metadata(String file) throws IOException {
            return found(metadata, file);
          }

          @Override
          public InputStream target(String path) throws IOException {
            return found(targets, path.substring(path.indexOf('.') + 1));
          }
        };
    return Updater.refreshed(
        served, new MetadataStore(folder), limits, () -> Optional.of(TestRepository.NOW));
  }

  private static InputStream found(Map<String, InputStream> files, String name) throws IOException {
    InputStream file = files.get(name);
    if (file == null) {
      throw new AbsentFileException(name, "no file");
    }
    return file;
  }

  @Test
  void rightTargetIsFetched() throws Exception {
    targets.put("one", new ByteArrayInputStream(TARGET));
    Updater client = client();
    assertThat(client.download(client.find("one"), folder.resolve("t"))).hasBinaryContent(TARGET);
  }

  @Test
  void endlessMetadataIsRefused() {
    metadata.put("timestamp.json", new Endless(8_192, Duration.ZERO));
    EndlessDataException attack = catchThrowableOfType(EndlessDataException.class, this::client);
    assertThat(attack.bytesMax()).isEqualTo(16_384);
    assertThat(attack.bytesFound()).isLessThanOrEqualTo(16_384 + 8_192);
  }

  @Test
  void endlessTargetLeavesNoByte() throws Exception {
    targets.put("one", new Endless(65_536, Duration.ZERO));
    Updater client = client();
    assertThatThrownBy(() -> client.download(client.find("one"), folder.resolve("t")))
        .isInstanceOf(EndlessDataException.class);
    assertThat(folder.resolve("t")).isEmptyDirectory();
  }

  @Test
  void fiveHundredBytesASecondAreSlowRetrieval() {
    metadata.put("2.root.json", new Endless(512, Duration.ofSeconds(10)));
    SlowRetrievalException attack =
        catchThrowableOfType(SlowRetrievalException.class, this::client);
    assertThat(attack.seconds()).isEqualTo(600);
    assertThat(attack.bytesFound()).isEqualTo(60 * 512);
  }

  @Test
  void rootsWithoutEndAreWalkedInSteps() throws Exception {
    for (int version = 2; version <= 7; version++) {
      put(version + ".root.json", repository.root(version));
    }
    EndlessRootsException attack = catchThrowableOfType(EndlessRootsException.class, this::client);
    assertThat(attack.versionReached()).isEqualTo(5);
    assertThat(client().root().header().version()).isEqualTo(7);
  }
}
