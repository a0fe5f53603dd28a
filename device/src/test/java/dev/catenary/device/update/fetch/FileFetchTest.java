package dev.catenary.device.update.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.catenary.device.update.disk.NoRoomException;
import dev.catenary.device.update.disk.Room;
import dev.catenary.device.update.release.ReleaseFile;
import dev.catenary.device.update.trust.attack.EndlessDataException;
import dev.catenary.device.update.trust.attack.SlowRetrievalException;
import dev.catenary.device.update.trust.attack.TamperedTargetException;
import dev.catenary.device.update.trust.format.Digests;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files by their hash, over links that are cut and servers that lie. */
class FileFetchTest {
  private static final int MEGABYTE = 1 << 20;

  /** "one line\n" 40 times, by the program zstd 1.5.4: {@code zstd -19 --no-check}. */
  private static final String ZST = "KLUv/WBoAIUAAEhvbmUgbGluZQoBAFxUyxE=";

  @TempDir Path folder;

  private long sentBytes;
  private long nanos;
  private long nanosAByte;

  /** Serves bytes; each connection breaks after so many. */
  private Repository cutting(byte[] bytes, long bytesAConnection) {
    return new Repository() {
      @Override
      public InputStream metadata(String file) throws IOException {
        throw new AbsentFileException(file, "none");
      }

      @Override
      public InputStream target(String path) {
        return target(path, 0);
      }

      @Override
      public InputStream target(String path, long fromByte) {
        return new FilterInputStream(
            new ByteArrayInputStream(
                bytes, (int) fromByte, (int) Math.min(bytes.length, bytesAConnection))) {
          @Override
          public int read(byte[] buffer, int offset, int length) throws IOException {
            int count = super.read(buffer, offset, length);
            sentBytes += Math.max(0, count);
            nanos += nanosAByte * Math.max(0, count);
            if (count < 0 && fromByte + bytesAConnection < bytes.length) {
              throw new IOException("connection reset");
            }
            return count;
          }
        };
      }
    };
  }

  private FileFetch fetch(Repository repository) {
    return new FileFetch(repository, RateFloor.STANDARD, folder, _ -> {});
  }

  private static byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    new Random(7).nextBytes(bytes);
    return bytes;
  }

  private static ReleaseFile file(byte[] bytes) throws IOException {
    return ReleaseFile.of("lib/one.jar", false, bytes.length, Digests.sha256(bytes), 0);
  }

  private long left() throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile).count();
    }
  }

  @Test
  void cutEachSevenMegabytesSendsNothingTwice() throws Exception {
    byte[] bytes = bytes(62 * MEGABYTE);
    FileFetch fetch = fetch(cutting(bytes, 7 * MEGABYTE));
    int cuts = 0;
    Path got = null;
    while (got == null) {
      try {
        got = fetch.fetch(file(bytes));
      } catch (IOException e) {
        assertThat(e).hasMessageContaining("connection reset");
        cuts++;
      }
    }
    assertThat(cuts).isEqualTo(8);
    assertThat(got).hasBinaryContent(bytes);
    // The bar is 5 % twice; a cut of the link alone costs nothing.
    assertThat(sentBytes).isEqualTo(bytes.length);
    assertThat(fetch.fetch(file(bytes))).isEqualTo(got);
    assertThat(sentBytes).isEqualTo(bytes.length);
  }

  @Test
  void serverThatEndsEarlyIsACutAndNotTheFile() throws Exception {
    byte[] bytes = bytes(MEGABYTE);
    Repository early = cutting(Arrays.copyOf(bytes, MEGABYTE / 2), MEGABYTE);
    assertThatThrownBy(() -> fetch(early).fetch(file(bytes))).isInstanceOf(EOFException.class);
    assertThat(fetch(cutting(bytes, MEGABYTE)).fetch(file(bytes))).hasBinaryContent(bytes);
    assertThat(sentBytes).isEqualTo(bytes.length);
  }

  @Test
  void otherBytesLeaveNone() throws Exception {
    byte[] bytes = bytes(MEGABYTE);
    byte[] others = bytes.clone();
    others[MEGABYTE - 1] ^= 1;
    assertThatThrownBy(() -> fetch(cutting(others, 2 * MEGABYTE)).fetch(file(bytes)))
        .isInstanceOf(TamperedTargetException.class);
    assertThat(left()).isZero();
  }

  @Test
  void partOfAnotherServersIsFetchedAnew() throws Exception {
    byte[] bytes = bytes(MEGABYTE);
    byte[] others = bytes.clone();
    others[0] ^= 1;
    Repository forging = cutting(others, MEGABYTE / 2);
    assertThatThrownBy(() -> fetch(forging).fetch(file(bytes))).isInstanceOf(IOException.class);
    assertThat(fetch(cutting(bytes, 2 * MEGABYTE)).fetch(file(bytes))).hasBinaryContent(bytes);
  }

  @Test
  void moreBytesThanWereSignedAreRefused() throws Exception {
    byte[] bytes = bytes(MEGABYTE);
    byte[] more = Arrays.copyOf(bytes, 3 * MEGABYTE);
    assertThatThrownBy(() -> fetch(cutting(more, 9 * MEGABYTE)).fetch(file(bytes)))
        .isInstanceOf(EndlessDataException.class);
    assertThat(left()).isZero();
  }

  @Test
  void fiveHundredAndTwelveBytesASecondAreSlowRetrieval() throws Exception {
    byte[] bytes = bytes(MEGABYTE);
    nanosAByte = 1_000_000_000L / 512;
    FileFetch fetch = new FileFetch(cutting(bytes, 2 * MEGABYTE), floor(), folder, _ -> {});
    assertThatThrownBy(() -> fetch.fetch(file(bytes))).isInstanceOf(SlowRetrievalException.class);
    assertThat(left()).isZero();
  }

  private RateFloor floor() {
    return new RateFloor(
        RateFloor.STANDARD.bytesPerSecondMin(), Duration.ofMinutes(10), () -> nanos);
  }

  /** A link's policy of 1 KiB/s, or a pause of hours, is this machine's own doing. */
  @Test
  void waitOfOurOwnIsNoSlowRetrieval() throws Exception {
    byte[] bytes = bytes(MEGABYTE);
    FileFetch fetch =
        new FileFetch(
            cutting(bytes, 2 * MEGABYTE),
            floor(),
            folder,
            count -> nanos += count * 1_000_000_000L / 512);
    assertThat(fetch.fetch(file(bytes))).hasBinaryContent(bytes);
  }

  @Test
  void compressedFileIsUnpackedAsItsMakerPackedIt() throws Exception {
    byte[] stored = Base64.getDecoder().decode(ZST);
    byte[] bytes = "one line\n".repeat(40).getBytes(java.nio.charset.StandardCharsets.UTF_8);
    ReleaseFile file =
        ReleaseFile.of("note", false, bytes.length, Digests.sha256(bytes), stored.length);
    Path got = fetch(cutting(stored, MEGABYTE)).fetch(file);
    Path plain = folder.resolve("plain");
    try (var out = Files.newOutputStream(plain)) {
      Unpacked.copy(file, got, out);
    }
    assertThat(plain).hasBinaryContent(bytes);
    byte[] broken = stored.clone();
    broken[9] ^= 0x55;
    Files.delete(got);
    Files.delete(plain);
    assertThatThrownBy(() -> fetch(cutting(broken, MEGABYTE)).fetch(file))
        .isInstanceOf(TamperedTargetException.class);
    assertThat(left()).isZero();
  }

  @Test
  void roomIsTakenBeforeTheFirstByteOrNothingIs() throws Exception {
    assertThatThrownBy(() -> Room.take(folder.resolve("room"), 1L << 50, 0))
        .isInstanceOf(NoRoomException.class);
    assertThat(left()).isZero();
    try (Room room = Room.take(folder.resolve("room"), 3 * MEGABYTE, 0)) {
      assertThat(folder.resolve("room")).hasSize(3 * MEGABYTE);
      room.give(MEGABYTE);
      assertThat(folder.resolve("room")).hasSize(2 * MEGABYTE);
    }
    assertThat(left()).isZero();
  }
}
