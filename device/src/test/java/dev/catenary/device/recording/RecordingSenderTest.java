package dev.catenary.device.recording;

import static org.assertj.core.api.Assertions.assertThat;

import dev.catenary.capture.journal.JournalConfig;
import dev.catenary.capture.journal.JournalWriter;
import dev.catenary.capture.link.Datagram;
import dev.catenary.proto.counter.Counters;
import dev.catenary.proto.message.HostTimeSpan;
import dev.catenary.uplink.chunk.SealedChunk;
import dev.catenary.uplink.iot.RecordingState;
import dev.catenary.uplink.spool.PartBuffer;
import dev.catenary.uplink.spool.Proof;
import dev.catenary.uplink.spool.Receipt;
import dev.catenary.uplink.spool.Spool;
import dev.catenary.uplink.spool.SpoolConfig;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The book worked off by the test's own hand, on a clock that it sets. */
class RecordingSenderTest {
  private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
  private static final RecordingOrigin ORIGIN = new RecordingOrigin("drone-1", "m7", "test");
  private static final int LENGTH = 1_000;

  @TempDir Path folder;
  private Instant now = NOON;
  private long nanos;
  private JournalWriter journal;
  private Spool spool;
  private RequestBook book;
  private RecordingSender sender;

  @BeforeEach
  void begin() throws IOException {
    journal =
        new JournalWriter(
            new JournalConfig(folder.resolve("journal"), 1 << 16, 1_000_000_000, false),
            new Counters());
    open(1 << 30);
  }

  private void open(long keptBytesMax) throws IOException {
    spool =
        Spool.open(
            new SpoolConfig(folder.resolve("spool"), 0),
            new Counters(),
            InstantSource.system(),
            _ -> {});
    book = RequestBook.open(folder.resolve("journal"));
    sender =
        new RecordingSender(
            book,
            journal::force,
            spool,
            ORIGIN,
            new RecordingLimits(keptBytesMax, 100_000),
            () -> now,
            () -> nanos);
  }

  @AfterEach
  void end() throws IOException {
    journal.close();
    spool.close();
  }

  private void restart(long keptBytesMax) throws IOException {
    spool.close();
    open(keptBytesMax);
  }

  /** One each tenth of a second from noon on. */
  private void write(int first, int last) {
    for (int i = first; i <= last; i++) {
      Datagram datagram = new Datagram();
      datagram.bytes = ByteBuffer.allocate(LENGTH);
      datagram.length = LENGTH;
      datagram.sequence = i;
      datagram.arrivalNanos = AskedVehicle.nanos(NOON) + i * 100_000_000L;
      journal.append(datagram);
    }
  }

  private void ask(String id, Instant first, Instant last) {
    new RecordingRequests(book, () -> now)
        .send(
            id,
            HostTimeSpan.newBuilder()
                .setFirstHostNanos(AskedVehicle.nanos(first))
                .setLastHostNanos(AskedVehicle.nanos(last))
                .build());
  }

  private RecordingState state() {
    return new RecordingRequests(book, () -> now).states().getFirst();
  }

  private void work() {
    for (int i = 0; i < 200; i++) {
      sender.doWork();
      nanos += 1_000_000_000;
    }
  }

  /** Removes the files as an acknowledging store would; gives their names. */
  private String arrive() throws IOException {
    SealedChunk chunk = spool.next(_ -> true).orElseThrow();
    assertThat(spool.verify(chunk, 1 << 20, new PartBuffer())).isPresent();
    spool.release(
        chunk,
        new Receipt(
            chunk.id(),
            "store",
            "key",
            chunk.checksums().sha256(),
            "etag",
            Proof.STORE_SHA256,
            NOON));
    return chunk.id();
  }

  @Test
  void longTimeGoesInFilesOneBehindTheOtherOverRestarts() throws IOException {
    write(1, 1_000);
    now = NOON.plusSeconds(200);
    ask("x", NOON.plusSeconds(10), NOON.plusSeconds(60));
    journal.releaseAll();
    List<String> arrived = new ArrayList<>();
    for (int i = 0; i < 20 && !state().state().equals("sent"); i++) {
      work();
      assertThat(spool.chunkCount()).isBetween(0, 2);
      if (spool.chunkCount() > 0) {
        arrived.add(arrive());
      }
      restart(1 << 30);
    }
    assertThat(state()).isEqualTo(new RecordingState("x", "sent", 6, 6, ""));
    assertThat(arrived).hasSize(6).doesNotHaveDuplicates();
    assertThat(arrived.getFirst()).startsWith("journal_x_1_100-");
    assertThat(arrived.getLast()).startsWith("journal_x_6_").endsWith("-600");
    try (var left = Files.list(folder.resolve("journal/asked/x"))) {
      assertThat(left).containsExactly(folder.resolve("journal/asked/x/request"));
    }
  }

  @Test
  void moreThanIsKeptForAllIsRefusedAndLetGo() throws IOException {
    restart(200_000);
    write(1, 1_000);
    now = NOON.plusSeconds(200);
    ask("x", NOON.plusSeconds(10), NOON.plusSeconds(60));
    work();
    assertThat(state().state()).isEqualTo("refused");
    assertThat(state().reason()).contains("found", "expected", "cure", "journal.asked-max");
    assertThat(book.keptBytes()).isZero();
    assertThat(spool.isEmpty()).isTrue();
  }

  @Test
  void timeThatIsStillToComeEndsWhereTheRoomForItEnds() throws IOException {
    restart(200_000);
    ask("x", NOON, NOON.plusSeconds(3_600));
    for (int i = 0; i < 20; i++) {
      write(100 * i + 1, 100 * i + 100);
      now = NOON.plusSeconds(10L * (i + 1));
      journal.force();
      sender.doWork();
      nanos += 1_000_000_000;
    }
    work();
    assertThat(state().state()).isEqualTo("sending");
    assertThat(state().reason())
        .startsWith("until 2026-11-21T12:00:")
        .contains("journal.asked-max");
    assertThat(state().of()).isBetween(2, 5);
    assertThat(spool.next(_ -> true).orElseThrow().firstSequence()).isEqualTo(1);
  }

  @Test
  void damagedPageOfTheBookIsNoRequestAndWholeOnesStay() throws IOException {
    write(1, 100);
    now = NOON.plusSeconds(1);
    ask("x", NOON, NOON.plusSeconds(3_600));
    ask("y", NOON, NOON.plusSeconds(3_600));
    Path page = folder.resolve("journal/asked/x/request");
    byte[] bytes = Files.readAllBytes(page);
    for (int i = 0; i < bytes.length; i++) {
      byte[] changed = bytes.clone();
      changed[i] ^= 4;
      assertThat(
              RequestFile.read(
                  "x", new String(changed, java.nio.charset.StandardCharsets.ISO_8859_1)))
          .isEmpty();
    }
    bytes[40] ^= 1;
    Files.write(page, bytes);
    restart(1 << 30);
    assertThat(book.find("x")).isEmpty();
    assertThat(book.find("y")).isPresent();
    assertThat(folder.resolve("journal/asked/x")).doesNotExist();
  }
}
