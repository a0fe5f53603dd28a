package dev.catenary.uplink.spool;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A disk whose power is cut at one step; after that nothing works until the machine starts anew.
 */
final class PowerCutFiles implements SpoolFiles {
  /** Remains, after the cut, of the step in which it comes. */
  enum Cut {
    /** A write half done, any other step not done. */
    NOT_DONE,
    /** All of it, with nobody knowing. */
    DONE,
    /** All of it, but the oldest new name that no folder was forced for is gone. */
    DONE_AND_NAME_LOST
  }

  /** The power was cut. */
  static final class PowerCut extends IOException {
    private static final long serialVersionUID = 1;
  }

  private final DiskFiles disk = new DiskFiles();
  private final int steps;
  private final Cut cut;
  private final List<Step> unforcedNames = new ArrayList<>();
  private int step;

  /** Cuts the power at the step of this number, from 0. */
  PowerCutFiles(int steps, Cut cut) {
    this.steps = steps;
    this.cut = cut;
  }

  boolean wasCut() {
    return step > steps;
  }

  private interface Step {
    void run() throws IOException;
  }

  private void step(Step whole, Step half) throws IOException {
    int now = step++;
    if (now < steps) {
      whole.run();
      return;
    }
    if (now == steps) {
      if (cut == Cut.NOT_DONE) {
        half.run();
      } else {
        whole.run();
      }
      if (cut == Cut.DONE_AND_NAME_LOST && !unforcedNames.isEmpty()) {
        unforcedNames.getFirst().run();
      }
    }
    throw new PowerCut();
  }

  private static ByteBuffer half(ByteBuffer bytes) {
    return bytes.slice(bytes.position(), bytes.remaining() / 2);
  }

  @Override
  public void write(Path file, ByteBuffer bytes) throws IOException {
    step(() -> disk.write(file, bytes), () -> disk.write(file, half(bytes)));
  }

  @Override
  public void append(Path file, ByteBuffer bytes) throws IOException {
    boolean isNew = !Files.exists(file);
    step(
        () -> {
          disk.append(file, bytes);
          if (isNew) {
            unforcedNames.add(() -> disk.delete(file));
          }
        },
        () -> disk.append(file, half(bytes)));
  }

  @Override
  public void rename(Path from, Path to) throws IOException {
    step(
        () -> {
          disk.rename(from, to);
          unforcedNames.add(() -> disk.rename(to, from));
        },
        () -> {});
  }

  @Override
  public void delete(Path file) throws IOException {
    step(() -> disk.delete(file), () -> {});
  }

  @Override
  public void forceFolder(Path folder) throws IOException {
    step(
        () -> {
          disk.forceFolder(folder);
          unforcedNames.clear();
        },
        () -> {});
  }

  @Override
  public long freeBytes(Path folder) throws IOException {
    return disk.freeBytes(folder);
  }
}
