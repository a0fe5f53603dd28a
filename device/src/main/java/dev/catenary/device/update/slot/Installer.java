package dev.catenary.device.update.slot;

import dev.catenary.device.update.disk.DurableFile;
import dev.catenary.device.update.disk.NoRoomException;
import dev.catenary.device.update.fetch.ClientLimits;
import dev.catenary.device.update.fetch.Delivery;
import dev.catenary.device.update.fetch.FolderRepository;
import dev.catenary.device.update.fetch.Inbox;
import dev.catenary.device.update.fetch.LocalFiles;
import dev.catenary.device.update.fetch.Sources;
import dev.catenary.device.update.fetch.TrustFolders;
import dev.catenary.device.update.fetch.TrustedClock;
import dev.catenary.device.update.fetch.TwoRepositories;
import dev.catenary.device.update.release.ReleaseList;
import dev.catenary.device.update.trust.AgreedTarget;
import dev.catenary.device.update.trust.Vehicle;
import dev.catenary.device.update.trust.attack.TrustException;
import dev.catenary.durable.WholeFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Installs what lies in the inbox: verifies all of it again from its own trusted root, and writes
 * the idle slot. The inbox is a stranger's: the service that fills it also parses packets.
 */
public final class Installer {
  private static final int LIST_BYTES_MAX = 8 << 20;
  private static final int NUMBER_BYTES_MAX = 20;

  private final SlotPlaces places;
  private final Inbox inbox;
  private final String hardware;
  private final TrustedClock clock;
  private final Preflight preflight;

  /**
   * An installer.
   *
   * @param hardware that the packaged slot was built for
   */
  public Installer(
      SlotPlaces places, Inbox inbox, String hardware, TrustedClock clock, Preflight preflight) {
    this.places = places;
    this.inbox = inbox;
    this.hardware = hardware;
    this.clock = clock;
    this.preflight = preflight;
  }

  /**
   * Does what the inbox asks for, and answers.
   *
   * @param thing name of this vehicle by its configuration
   * @return the answer, which is on the disk; empty when nothing is asked
   */
  public Optional<Answer> run(String thing) throws IOException {
    long request = number(inbox.request());
    if (request == 0
        || Answer.read(places.answer()).filter(known -> known.request() == request).isPresent()) {
      return Optional.empty();
    }
    Answer answer;
    try {
      Installed installed = install(own(thing));
      answer = new Answer(request, Answer.Result.INSTALLED, installed.number(), "", "");
    } catch (TrustException e) {
      answer =
          new Answer(
              request, Answer.Result.REFUSED, 0, e.getClass().getSimpleName(), e.getMessage() + "");
    } catch (IOException e) {
      answer = new Answer(request, Answer.Result.FAILED, 0, "", e.getMessage() + "");
    }
    answer.write(places.answer());
    return Optional.of(answer);
  }

  private static long number(Path file) throws IOException {
    String text = DurableFile.text(file, NUMBER_BYTES_MAX).orElse("").strip();
    return text.matches("[1-9]\\d{0,14}") ? Long.parseLong(text) : 0;
  }

  /** The name under which this vehicle was first: the configuration is the service's to write. */
  private String own(String thing) throws IOException {
    Path file = places.installer().resolve("vehicle");
    Optional<String> known = DurableFile.text(file, 400).map(String::strip);
    if (known.isEmpty()) {
      WholeFile.write(file, thing + "\n");
    } else if (!known.get().equals(thing)) {
      throw new IOException(
          "found the vehicle "
              + thing
              + " in the configuration, expected "
              + known.get()
              + "; cure: where it was renamed, remove "
              + file);
    }
    return thing;
  }

  private long floor(BootState boot) throws IOException {
    Path file = places.installer().resolve("floor");
    long kept = number(file);
    if (boot.reached() > kept) {
      WholeFile.write(file, boot.reached() + "\n");
    }
    return Math.max(kept, boot.reached());
  }

  private Installed install(String thing) throws IOException {
    BootState boot = BootState.read(places.state());
    String slot =
        boot.idle()
            .orElseThrow(
                () ->
                    new IOException(
                        "found slot "
                            + boot.trial()
                            + " on trial, expected an idle slot; cure: none, wait for its end"));
    Vehicle vehicle = new Vehicle(thing, hardware, Map.of(Delivery.PRODUCT, floor(boot)));
    TwoRepositories both =
        new TrustFolders(places.installer().resolve("trust"), places.firstRoots())
            .refreshed(
                new Sources(
                    new FolderRepository(inbox.director()), new FolderRepository(inbox.image())),
                ClientLimits.STANDARD,
                clock);
    AgreedTarget target =
        Delivery.product(both, vehicle)
            .orElseThrow(
                () ->
                    new IOException(
                        "found no product for this vehicle above the counter "
                            + boot.reached()
                            + " in the inbox; expected one"));
    Path work = places.installer().resolve("work");
    DurableFile.deleteTree(work);
    byte[] bytes =
        DurableFile.bytes(both.download(target, work), LIST_BYTES_MAX)
            .orElseThrow(() -> new IOException("found a list above " + LIST_BYTES_MAX + " bytes"));
    long number = nextNumber(boot);
    DurableFile.delete(places.installed());
    Path folder = places.slot(slot);
    try {
      fill(folder, slot, ReleaseList.read(bytes), bytes);
      preflight.tryOut(slot, folder);
    } catch (IOException e) {
      DurableFile.deleteTree(folder);
      throw e;
    } finally {
      DurableFile.deleteTree(work);
    }
    Installed installed =
        new Installed(slot, number, target.instruction().counter(), target.instruction().release());
    WholeFile.write(places.installed(), installed.line());
    return installed;
  }

  /** Above all numbers before, also those that were given to what never lay whole in a slot. */
  private long nextNumber(BootState boot) throws IOException {
    Path file = places.installer().resolve("number");
    long next = Math.max(number(file), Math.max(boot.last(), boot.number())) + 1;
    WholeFile.write(file, next + "\n");
    return next;
  }

  private void fill(Path folder, String slot, ReleaseList list, byte[] bytes) throws IOException {
    DurableFile.deleteTree(folder);
    Files.createDirectories(folder);
    long free = Files.getFileStore(folder).getUsableSpace();
    if (free < list.slotBytes()) {
      throw new NoRoomException(folder, free, list.slotBytes());
    }
    LocalFiles local =
        LocalFiles.below(List.of(places.packaged(), places.slot(slot.equals("a") ? "b" : "a")));
    new SlotWriter(local, inbox.files(), folder).write(list);
    WholeFile.write(folder.resolve(ReleaseList.FILE), bytes);
    DurableFile.forceAllNames(folder);
  }
}
