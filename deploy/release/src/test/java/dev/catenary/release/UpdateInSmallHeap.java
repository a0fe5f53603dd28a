package dev.catenary.release;

import dev.catenary.device.update.fetch.ClientLimits;
import dev.catenary.device.update.fetch.Delivery;
import dev.catenary.device.update.fetch.Inbox;
import dev.catenary.device.update.fetch.Sources;
import dev.catenary.device.update.fetch.TrustFolders;
import dev.catenary.device.update.slot.Answer;
import dev.catenary.device.update.slot.Installer;
import dev.catenary.device.update.slot.SlotPlaces;
import dev.catenary.device.update.trust.Instruction;
import dev.catenary.device.update.trust.Vehicle;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** Makes, delivers and installs a release with a file of 128 MiB; run with a heap of half of it. */
final class UpdateInSmallHeap {
  private static final int MEBIBYTES = 128;

  private UpdateInSmallHeap() {}

  public static void main(String[] args) throws Exception {
    Path folder = Path.of(args[0]);
    Workshop workshop = new Workshop(folder.resolve("work"));
    workshop.begunImage();
    workshop.begunDirector();
    Path tree = Files.createDirectories(folder.resolve("tree"));
    byte[] dense = new byte[1 << 20];
    // One file that is sent as it is, one that is sent compressed.
    try (OutputStream whole = Files.newOutputStream(tree.resolve("whole"));
        OutputStream even = Files.newOutputStream(tree.resolve("even"))) {
      for (int mebibyte = 0; mebibyte < MEBIBYTES; mebibyte++) {
        new Random(mebibyte).nextBytes(dense);
        whole.write(dense);
        even.write(new byte[1 << 20]);
      }
    }
    workshop
        .image(Workshop.NOW)
        .addRelease(
            tree,
            "product/large",
            new Instruction(Optional.empty(), Workshop.HARDWARE, 1, "1"),
            workshop.keys("product1", "product2"));
    workshop.stamp();
    workshop
        .direction()
        .direct(
            List.of("v"), "product/large", 100, workshop.keys("targets"), workshop.keys("online"));
    SlotPlaces places = new SlotPlaces(folder.resolve("slots"), folder.resolve("packaged"));
    Files.createDirectories(places.installer());
    Files.createDirectories(places.firstRoots());
    Path work = workshop.folder;
    Files.copy(
        work.resolve("image/metadata/1.root.json"), places.firstRoots().resolve("image.root.json"));
    Files.copy(
        work.resolve("director/template/metadata/1.root.json"),
        places.firstRoots().resolve("director.root.json"));
    Inbox inbox = new Inbox(folder.resolve("inbox"));
    new Delivery(
            inbox,
            new TrustFolders(folder.resolve("trust"), places.firstRoots()),
            List.of(),
            ClientLimits.STANDARD,
            Optional::empty,
            _ -> {},
            0)
        .fetch(
            Sources.of(work, "v"),
            new Vehicle("v", Workshop.HARDWARE, Map.of()),
            Delivery.Beside.NOTHING)
        .orElseThrow();
    Delivery.request(inbox, 1);
    Answer answer =
        new Installer(places, inbox, Workshop.HARDWARE, Optional::empty, (_, _) -> {})
            .run("v")
            .orElseThrow();
    long found = Files.size(places.slot("a").resolve("whole"));
    if (answer.result() != Answer.Result.INSTALLED || found != (long) MEBIBYTES << 20) {
      throw new IllegalStateException("found " + answer + " and " + found + " bytes");
    }
  }
}
