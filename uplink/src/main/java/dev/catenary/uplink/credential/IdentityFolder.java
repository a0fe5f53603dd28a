package dev.catenary.uplink.credential;

import dev.catenary.durable.FolderNames;
import dev.catenary.durable.SmallFile;
import dev.catenary.durable.WholeFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.tinylog.Logger;

/**
 * Where this device keeps who it is. Certificate and key are one file, so that no power cut leaves
 * one of each; each appears by rename after it was forced to the disk, and only its owner may read
 * it. From the first on there is always a whole one under {@link #CURRENT} or {@link #OLD}.
 */
public final class IdentityFolder {
  /** Identity in use. */
  public static final String CURRENT = "device.pem";

  /** Identity that was in use before; there in case the current one does not read back. */
  public static final String OLD = "device.old.pem";

  /** Identity to use once a connection has proven it. */
  public static final String NEXT = "device.next.pem";

  /** Token that registers {@link #NEXT}, until it is registered. */
  private static final String TOKEN = "device.next.token";

  /** A registered one that was not let in the first time. */
  private static final String REFUSED = "device.refused.pem";

  private static final Set<PosixFilePermission> OWNER_ALONE =
      PosixFilePermissions.fromString("rw-------");

  private final Path folder;

  /**
   * @param folder need not be there until an identity is put into it
   */
  public IdentityFolder(Path folder) {
    this.folder = folder;
  }

  public Path folder() {
    return folder;
  }

  /** The file of the identity in use. */
  public Path file() {
    return folder.resolve(CURRENT);
  }

  /** True once the device is somebody. */
  public boolean isSomebody() {
    return Files.exists(folder.resolve(CURRENT)) || Files.exists(folder.resolve(OLD));
  }

  /**
   * The identity in use; the one before it where that cannot be read.
   *
   * @throws IOException when there is none, with the cure
   */
  public DeviceIdentity current() throws IOException {
    try {
      return read(CURRENT);
    } catch (IOException e) {
      if (!Files.exists(folder.resolve(OLD))) {
        throw e;
      }
      Logger.warn("{}; the one before it is used", e.getMessage());
      return read(OLD);
    }
  }

  /** One that waits for its proof. */
  public Optional<DeviceIdentity> next() throws IOException {
    return Files.exists(folder.resolve(NEXT)) ? Optional.of(read(NEXT)) : Optional.empty();
  }

  /**
   * One that an earlier try has left, not proven or refused once. Empty where there is none that
   * can be read.
   */
  public Optional<DeviceIdentity> pending() throws IOException {
    for (String name : List.of(NEXT, REFUSED)) {
      if (Files.exists(folder.resolve(name))) {
        try {
          DeviceIdentity found = read(name);
          if (name.equals(REFUSED)) {
            Files.move(
                folder.resolve(REFUSED), folder.resolve(NEXT), StandardCopyOption.ATOMIC_MOVE);
            force();
          }
          return Optional.of(found);
        } catch (IOException e) {
          Logger.warn("{}; it is left out", e.getMessage());
        }
      }
    }
    return Optional.empty();
  }

  /** Keeps what the next identity is registered with; before that identity itself. */
  public void keepToken(String token) throws IOException {
    write(TOKEN, token);
  }

  /** Token that the next identity is to be registered with; empty once it is. */
  public Optional<String> token() throws IOException {
    Path file = folder.resolve(TOKEN);
    return Files.exists(file) ? Optional.of(SmallFile.keys(file)) : Optional.empty();
  }

  /** The next identity is registered. */
  public void dropToken() throws IOException {
    if (Files.deleteIfExists(folder.resolve(TOKEN))) {
      force();
    }
  }

  /** Keeps the next identity for another try, though it was not let in. */
  public void setAside() throws IOException {
    Files.move(folder.resolve(NEXT), folder.resolve(REFUSED), StandardCopyOption.ATOMIC_MOVE);
    force();
  }

  private DeviceIdentity read(String name) throws IOException {
    Path file = folder.resolve(name);
    try {
      return DeviceIdentity.parse(file.toString(), SmallFile.keys(file));
    } catch (NoSuchFileException e) {
      throw new IOException(
          "found no "
              + file
              + "; expected this device's certificate and key in it, as PEM; cure: install them, or"
              + " name a claim certificate and a provisioning template",
          e);
    }
  }

  /** Keeps an identity that is still to be proven; reads it back before it returns. */
  public void stage(DeviceIdentity identity) throws IOException {
    write(NEXT, identity);
    read(NEXT);
  }

  /**
   * Makes the proven one the one in use, and keeps the one before it.
   *
   * @throws IOException when it does not read back; the one in use stays
   */
  public void promote() throws IOException {
    read(NEXT);
    Path current = folder.resolve(CURRENT);
    if (isWhole(CURRENT)) {
      Path spare = folder.resolve(OLD + ".part");
      Files.deleteIfExists(spare);
      // A second name, not a move: the current one is never without its own.
      Files.createLink(spare, current);
      Files.move(spare, folder.resolve(OLD), StandardCopyOption.ATOMIC_MOVE);
      // Where both names were one file already, a rename leaves its source.
      Files.deleteIfExists(spare);
      force();
    }
    Files.move(folder.resolve(NEXT), current, StandardCopyOption.ATOMIC_MOVE);
    Files.deleteIfExists(folder.resolve(TOKEN));
    Files.deleteIfExists(folder.resolve(REFUSED));
    force();
  }

  /** A damaged one must not take the place of the good one before it. */
  private boolean isWhole(String name) {
    try {
      read(name);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** Drops an identity that has not proven itself. */
  public void discard() throws IOException {
    boolean any = false;
    for (String name : List.of(NEXT, REFUSED, TOKEN)) {
      any |= Files.deleteIfExists(folder.resolve(name));
    }
    if (any) {
      force();
    }
  }

  private void write(String name, DeviceIdentity identity) throws IOException {
    write(name, identity.certificatePem() + identity.keyPem());
  }

  private void write(String name, String text) throws IOException {
    WholeFile.write(folder.resolve(name), text, OWNER_ALONE);
  }

  private void force() throws IOException {
    FolderNames.force(folder);
  }

  /** True when nobody but its owner may read the key. */
  public boolean isPrivate() throws IOException {
    return Files.getPosixFilePermissions(file()).stream().allMatch(OWNER_ALONE::contains);
  }

  /** Takes from everybody else the right to read the key. */
  public void makePrivate() throws IOException {
    Files.setPosixFilePermissions(file(), OWNER_ALONE);
  }
}
