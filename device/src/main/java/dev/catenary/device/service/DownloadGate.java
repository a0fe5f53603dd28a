package dev.catenary.device.service;

import dev.catenary.device.config.CatenaryConfig;
import dev.catenary.device.update.course.HeldBackException;
import dev.catenary.durable.WholeFile;
import dev.catenary.proto.zone.Rank;
import dev.catenary.uplink.Uploader;
import dev.catenary.uplink.policy.Hold;
import dev.catenary.uplink.policy.SpentDay;
import dev.catenary.uplink.policy.UploadGate;
import dev.catenary.uplink.policy.UploadPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.LongFunction;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Lets bytes of an update in over the link that chunks leave by: after chunks of the ranks 0 to 2,
 * within the link's policy, and within a daily budget of its own, which is kept over restarts. The
 * update's thread only.
 */
public final class DownloadGate {
  /** Booked ahead, so that the account is not written for each piece. */
  private static final int BOOKED_BYTES = 1 << 20;

  private static final long PACED_BYTES_MIN = 16_384;

  /** An update may be what mends a vehicle whose chunks never end: it is not put off for ever. */
  private static final Duration PUT_OFF_MAX = Duration.ofHours(24);

  private final LinkSide link;
  private final UploadGate own;
  private final Path kept;
  private final LongSupplier nanoClock;
  private final Pause pause;
  private long booked;
  private long urgentSinceNanos;
  private boolean isUrgent;

  /** Waits for the link's rate. */
  interface Pause {
    void sleep(Duration time) throws InterruptedException;
  }

  /**
   * The link, as chunks use it.
   *
   * @param urgent true while chunks of the ranks 0 to 2 may be sent
   * @param hold why nothing may be fetched now
   * @param take books bytes, or tells why not
   * @param rate bytes a second at most; 0 for no limit
   */
  record LinkSide(
      BooleanSupplier urgent,
      Supplier<Optional<Hold>> hold,
      LongFunction<Optional<Hold>> take,
      LongSupplier rate) {
    static LinkSide of(Uploader uploader) {
      return new LinkSide(
          () -> uploader.hasUrgent(Rank.POLE_OR_TOWER),
          uploader.gate()::holdDownload,
          uploader::takeDownload,
          () -> uploader.gate().policy().bytesPerSecondMax());
    }

    /** Of a vehicle whose chunks stay in the spool. */
    static LinkSide of(UploadGate gate) {
      return new LinkSide(
          () -> false,
          gate::holdDownload,
          gate::takeDownload,
          () -> gate.policy().bytesPerSecondMax());
    }
  }

  /**
   * The gate of a running machine.
   *
   * @param uploader null where chunks stay in the spool
   * @param folder that keeps the account
   */
  static DownloadGate of(CatenaryConfig config, @Nullable Uploader uploader, Path folder) {
    ZoneId zone = config.upload().links().zone();
    LinkSide link =
        uploader == null
            ? LinkSide.of(
                new UploadGate(
                    config.upload().links().active(),
                    InstantSource.system(),
                    System::nanoTime,
                    zone,
                    Optional.empty()))
            : LinkSide.of(uploader);
    return new DownloadGate(
        link,
        config.update().bytesPerDayMax(),
        folder.resolve("fetched"),
        zone,
        InstantSource.system(),
        System::nanoTime,
        Thread::sleep);
  }

  DownloadGate(
      LinkSide link,
      long bytesPerDayMax,
      Path kept,
      ZoneId zone,
      InstantSource clock,
      LongSupplier nanoClock,
      Pause pause) {
    this.link = link;
    this.kept = kept;
    this.nanoClock = nanoClock;
    this.pause = pause;
    UploadPolicy all = UploadPolicy.ALL;
    this.own =
        new UploadGate(
            new UploadPolicy(
                "updates",
                all.lastRank(),
                false,
                bytesPerDayMax,
                0,
                List.of(),
                1,
                UploadPolicy.PART_BYTES_MIN),
            clock,
            nanoClock,
            zone,
            read(kept));
  }

  private static Optional<SpentDay> read(Path kept) {
    try {
      return Files.exists(kept) ? SpentDay.parse(Files.readAllBytes(kept)) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** Why nothing may be fetched now; empty when something may. */
  String held() {
    if (hasUrgent()) {
      return "chunks of the ranks 0 to 2 are sent first";
    }
    return link.hold()
        .get()
        .map(hold -> "the link: " + hold.sentence())
        .orElseGet(() -> own.hold().map(hold -> "updates: " + hold.sentence()).orElse(""));
  }

  private boolean hasUrgent() {
    boolean now = link.urgent().getAsBoolean();
    if (now && !isUrgent) {
      urgentSinceNanos = nanoClock.getAsLong();
    }
    isUrgent = now;
    return now && nanoClock.getAsLong() - urgentSinceNanos < PUT_OFF_MAX.toNanos();
  }

  /**
   * Books bytes that came, and waits where the link is used at a rate.
   *
   * @throws HeldBackException when no more may come now
   */
  void take(int bytes) throws IOException {
    booked -= bytes;
    while (booked < 0) {
      book();
    }
  }

  private void book() throws IOException {
    if (hasUrgent()) {
      throw new HeldBackException("chunks of the ranks 0 to 2 are sent first");
    }
    Optional<Hold> mine = own.hold();
    if (mine.isPresent()) {
      throw new HeldBackException("updates: " + mine.get().sentence());
    }
    long rate = link.rate().getAsLong();
    // Two seconds' worth, so that an open connection never rests for long.
    long step = rate == 0 ? BOOKED_BYTES : Math.clamp(2 * rate, PACED_BYTES_MIN, BOOKED_BYTES);
    long budget = own.policy().bytesPerDayMax();
    if (budget > 0) {
      step = Math.min(step, budget - own.spent().bytes());
    }
    Optional<Hold> hold = link.take().apply(step);
    while (hold.isPresent() && hold.get() instanceof Hold.Capped capped) {
      rest(capped.left());
      hold = link.take().apply(step);
    }
    if (hold.isPresent()) {
      throw new HeldBackException("the link: " + hold.get().sentence());
    }
    if (budget > 0) {
      own.take(step);
      WholeFile.write(kept, own.spent().encoded());
    }
    booked += step;
  }

  private void rest(Duration time) throws HeldBackException {
    try {
      pause.sleep(time);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new HeldBackException("the service ends");
    }
  }
}
