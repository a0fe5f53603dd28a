package dev.catenary.proving.torture;

import dev.catenary.proving.demo.DemoStore;
import dev.catenary.proving.process.ChildProcess;
import dev.catenary.proving.torture.LinkTorment.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Makes one kind of trouble until an uplink has come to its end, or the time is over. */
final class Trouble {
  private static final String S3PROXY =
      "deploy/proving/target/s3proxy/s3proxy-jar-with-dependencies.jar";
  private static final int TIMES = 3;
  private static final long CUT_EACH_BYTES = UplinkProcess.PART_BYTES * 4L / 3;

  private final Fault fault;
  private final BadLine line;
  private final Path folder;
  private final Path home;
  private final ChildProcess uplink;
  private final Path hosts;
  private DemoStore store;

  Trouble(
      Fault fault,
      BadLine line,
      DemoStore store,
      Path folder,
      Path home,
      ChildProcess uplink,
      Path hosts) {
    this.fault = fault;
    this.line = line;
    this.store = store;
    this.folder = folder;
    this.home = home;
    this.uplink = uplink;
    this.hosts = hosts;
  }

  /** The server that runs now. */
  DemoStore store() {
    return store;
  }

  /**
   * @return how often an upload can have been cut
   */
  int make(long millisMax) throws IOException, InterruptedException {
    return switch (fault) {
      case DELAY -> {
        line.delay(1_000);
        yield 0;
      }
      case CUTS -> cuts(millisMax);
      case SILENCE -> {
        line.throttle(LinkTorment.throttled());
        for (int i = 0; i < 2 && goesOn(2_000); i++) {
          line.silence(true);
          goesOn(5_000);
          line.silence(false);
        }
        yield 0;
      }
      case NAME_UNKNOWN -> {
        goesOn(5_000);
        Files.writeString(hosts, "127.0.0.1 localhost store.torture\n");
        yield 0;
      }
      case RESTARTS -> restarts();
      case STORM -> storms();
      case LOSS_5, LOSS_20, LOSS_30 -> throw new IllegalArgumentException("loss is the kernel's");
    };
  }

  /** Waits; false when the uplink has ended meanwhile. */
  private boolean goesOn(long millis) throws InterruptedException {
    return !uplink.awaitExit(millis);
  }

  /** By bytes, not by time: a part always has the chance to get through between two cuts. */
  private int cuts(long millisMax) throws InterruptedException {
    long end = System.nanoTime() + millisMax * 1_000_000;
    int cuts = 0;
    long next = CUT_EACH_BYTES;
    while (goesOn(1) && System.nanoTime() < end) {
      if (line.upBytes() >= next) {
        line.cut();
        cuts++;
        goesOn(1_000);
        next = line.upBytes() + CUT_EACH_BYTES;
        line.up();
      }
    }
    return cuts;
  }

  private int restarts() throws IOException, InterruptedException {
    line.throttle(LinkTorment.throttled());
    for (int i = 0; i < TIMES && goesOn(2_500); i++) {
      line.cut();
      store.close();
      store = DemoStore.start(home.resolve(S3PROXY), folder);
      line.lead(store.endpoint());
      line.up();
    }
    return TIMES;
  }

  private int storms() throws InterruptedException {
    line.throttle(LinkTorment.throttled());
    for (int i = 0; i < TIMES && goesOn(2_000); i++) {
      line.storm(true);
      goesOn(4_000);
      line.storm(false);
    }
    return TIMES;
  }
}
