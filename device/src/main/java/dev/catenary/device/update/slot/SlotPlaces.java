package dev.catenary.device.update.slot;

import java.nio.file.Path;

/**
 * Folders of the slots. The start script alone writes {@code state} and the choice, the installer
 * alone what lies under {@code installer/}, the package alone the packaged slot.
 *
 * @param top of slots {@code a} and {@code b} and of what is known of them
 * @param packaged the slot that came with the package
 */
public record SlotPlaces(Path top, Path packaged) {
  /** Those of the package; {@code catenary.slots} and {@code catenary.packaged} name others. */
  public static SlotPlaces ofThisMachine() {
    return new SlotPlaces(
        Path.of(System.getProperty("catenary.slots", "/var/lib/catenary-slots")),
        Path.of(System.getProperty("catenary.packaged", "/usr/lib/catenary")));
  }

  public Path state() {
    return top.resolve("state");
  }

  public Path installer() {
    return top.resolve("installer");
  }

  /** The release that lies whole in a slot, not yet tried. */
  public Path installed() {
    return installer().resolve("installed");
  }

  public Path answer() {
    return installer().resolve("answer");
  }

  /** Folder of a slot. */
  public Path slot(String name) {
    return name.equals(BootState.PACKAGED) ? packaged : installer().resolve(name);
  }

  /** First roots of both repositories. */
  public Path firstRoots() {
    return packaged.resolve("trust");
  }
}
