package dev.catenary.device.update.course;

import dev.catenary.device.update.disk.DurableFile;
import dev.catenary.device.update.trust.attack.MalformedMetadataException;
import dev.catenary.durable.WholeFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Keeps the state of the update in hand, and what is asked of the start script. */
public final class StateFile {
  private static final int BYTES_MAX = 65_536;

  private final Path folder;

  public StateFile(Path folder) {
    this.folder = folder;
  }

  /** The state; that of no update where none is kept or it cannot be read. */
  public UpdateState read() throws IOException {
    Optional<byte[]> bytes = DurableFile.bytes(folder.resolve("state.json"), BYTES_MAX);
    try {
      return bytes.isEmpty() ? UpdateState.NONE : UpdateState.of(bytes.get());
    } catch (MalformedMetadataException e) {
      return UpdateState.NONE;
    }
  }

  /** Keeps a state; on the disk when this returns. */
  public void write(UpdateState state) throws IOException {
    Files.createDirectories(folder);
    WholeFile.write(folder.resolve("state.json"), state.bytes());
  }

  /** Asks the start script that the installation be tried. */
  public void wishSwitch(long number) throws IOException {
    wish("switch " + number);
  }

  /** Tells that the installation on trial is good; the second file wakes the start script. */
  public void wishGood(long number) throws IOException {
    wish("good " + number);
    Path told = folder.resolve("good");
    if (!DurableFile.text(told, 200).orElse("").equals(number + "\n")) {
      WholeFile.write(told, number + "\n");
    }
  }

  private void wish(String text) throws IOException {
    Path file = folder.resolve("wish");
    if (!DurableFile.text(file, 200).orElse("").equals(text + "\n")) {
      WholeFile.write(file, text + "\n");
    }
  }
}
