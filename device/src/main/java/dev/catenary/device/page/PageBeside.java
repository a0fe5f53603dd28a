package dev.catenary.device.page;

import dev.catenary.device.assembly.Assembly;
import dev.catenary.device.config.CatenaryConfig;
import dev.catenary.device.flow.Onlooker;
import dev.catenary.device.health.Health;
import dev.catenary.device.health.Reading;
import dev.catenary.device.page.access.OnceCode;
import dev.catenary.uplink.spool.SpoolEvent;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.tinylog.Logger;

/**
 * The page beside a live machine, or nothing where none is configured. Opening it takes a second of
 * a processor; it has a thread for that, so that capture starts without it, and goes on when the
 * page cannot be had.
 */
public final class PageBeside implements AutoCloseable {
  private final CatenaryConfig config;
  private final Path configFile;
  private final String softwareVersion;
  private final @Nullable OnceCode once;
  private final @Nullable PageWatch watch;
  private @Nullable Thread opening;
  private @Nullable TechnicianPage page;
  private boolean closed;

  public PageBeside(CatenaryConfig config, Path configFile, String softwareVersion) {
    this(config, configFile, softwareVersion, null);
  }

  /**
   * @param once a code that lets one person in; null without one, as on every vehicle
   */
  public PageBeside(
      CatenaryConfig config, Path configFile, String softwareVersion, @Nullable OnceCode once) {
    this.once = once;
    this.config = config;
    this.configFile = configFile;
    this.softwareVersion = softwareVersion;
    this.watch =
        config.page().isOn()
            ? new PageWatch(
                config.page().viewerBitsPerSecond(),
                config.vehicle(),
                config.mission(),
                softwareVersion,
                InstantSource.system())
            : null;
  }

  /** Onlooker of points, zones and positions. */
  public Onlooker onlooker() {
    return watch == null ? Onlooker.NOBODY : watch;
  }

  /** Consumer of spool events, called after another. */
  public Consumer<SpoolEvent> after(Consumer<SpoolEvent> first) {
    return watch == null ? first : first.andThen(watch);
  }

  /** Takes what was seen of the machine just now. */
  public void look(Health health, Reading reading) {
    if (watch != null) {
      watch.look(health, reading);
    }
  }

  /** Begins to open the page, and does not wait for it. */
  public void start(Assembly machine, PageActions actions) {
    PageWatch shown = watch;
    if (shown == null) {
      return;
    }
    PageParts parts =
        new PageParts(config, configFile, softwareVersion, machine, shown, actions, once);
    Thread opener = Thread.ofPlatform().name("page-open").daemon().unstarted(() -> open(parts));
    opening = opener;
    opener.start();
  }

  private void open(PageParts parts) {
    try {
      shown(TechnicianPage.open(parts, InstantSource.system()));
      EarlierZones.show(parts.machine().spool(), parts.watch().zones());
    } catch (IOException | RuntimeException e) {
      String what =
          page() == null ? "there is no technician's page" : "earlier zones are not shown";
      Logger.error(e, "{}: {}", what, e.getMessage());
    }
  }

  private synchronized void shown(TechnicianPage opened) {
    if (closed) {
      opened.close();
    } else {
      page = opened;
    }
  }

  /** The page once it is open; null before, or without one. */
  public synchronized @Nullable TechnicianPage page() {
    return page;
  }

  @Override
  public synchronized void close() {
    closed = true;
    Thread opener = opening;
    if (opener != null) {
      opener.interrupt();
    }
    TechnicianPage open = page;
    if (open != null) {
      open.close();
      page = null;
    }
  }
}
