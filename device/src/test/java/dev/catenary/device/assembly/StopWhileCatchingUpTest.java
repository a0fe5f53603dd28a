package dev.catenary.device.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import dev.catenary.capture.journal.JournalConfig;
import dev.catenary.capture.journal.JournalWriter;
import dev.catenary.capture.link.Datagram;
import dev.catenary.capture.link.DatagramRing;
import dev.catenary.capture.link.DatagramSource;
import dev.catenary.device.config.CatenaryConfig;
import dev.catenary.device.config.ConfigException;
import dev.catenary.device.config.ConfigFile;
import dev.catenary.device.flow.NeededSequences;
import dev.catenary.proto.counter.Counters;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A stop lets go of the raw journal only where nothing in it is unread. */
class StopWhileCatchingUpTest {
  private static final int EARLIER = 50;

  private final Counters counters = new Counters();

  @TempDir private Path folder;

  private CatenaryConfig config() throws ConfigException {
    String text =
        """
        data-directory: data
        sensors: [{name: roof, link: {address: 127.0.0.1, port: 2368}, position-port: 0}]
        position: {source: fixed}
        """;
    return ConfigFile.parse("test", text, folder).require();
  }

  private void earlierRun(CatenaryConfig config) throws IOException {
    JournalConfig journal =
        new JournalConfig(config.journalDirectory(), 1 << 20, 1_000_000_000, false);
    try (JournalWriter writer = new JournalWriter(journal, counters)) {
      for (int i = 1; i <= EARLIER; i++) {
        Datagram datagram = new Datagram();
        datagram.bytes = ByteBuffer.allocate(100);
        datagram.length = 100;
        datagram.sequence = i;
        writer.append(datagram);
      }
    }
  }

  /** Reads so many steps with room, then stops as a service does that has drained its zones. */
  private List<Long> run(CatenaryConfig config, int steps) throws IOException {
    List<Long> seen = new ArrayList<>();
    RawJournal journal =
        new RawJournal(config, true, new NeededSequences(), System::nanoTime, counters);
    DatagramSource source = journal.before(new DatagramRing(1 << 16, counters), () -> true);
    for (int step = 0; step < steps; step++) {
      source.poll(datagram -> seen.add(datagram.sequence), 10);
    }
    source.close();
    journal.releaseAll();
    journal.close();
    return seen;
  }

  @Test
  void whatIsUnreadIsThereForTheNextStart() throws Exception {
    CatenaryConfig config = config();
    earlierRun(config);
    assertThat(run(config, 2)).hasSize(20);
    List<Long> all = LongStream.rangeClosed(1, EARLIER).boxed().toList();
    assertThat(run(config, 20)).isEqualTo(all);
    try (var files = Files.list(config.journalDirectory())) {
      assertThat(files.filter(file -> file.toString().endsWith(".pcapng"))).isEmpty();
    }
    assertThat(run(config, 1)).isEmpty();
  }
}
