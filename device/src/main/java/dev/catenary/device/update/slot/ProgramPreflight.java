package dev.catenary.device.update.slot;

import dev.catenary.device.update.disk.DurableFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Starts the new release: it tells its version, reads this vehicle's configuration, finds its
 * model, and decodes its built-in recording to the known points. Then its start-up cache is made,
 * on the processor that uses it. It runs as the installer does, without network.
 */
public final class ProgramPreflight implements Preflight {
  private static final int SECONDS_MAX = 120;
  private static final int OUTPUT_BYTES_MAX = 8_192;

  /** Folder of a release with its built-in recording; releases before 0.1.0 have none. */
  private static final String RECORDING = "preflight";

  private final Path program;
  private final Path configuration;

  /**
   * A try.
   *
   * @param program the start script, which takes the slot from {@code CATENARY_SLOT}
   */
  public ProgramPreflight(Path program, Path configuration) {
    this.program = program;
    this.configuration = configuration;
  }

  @Override
  public void tryOut(String slot, Path folder) throws IOException {
    Path cache = folder.resolveSibling(slot + ".aot");
    DurableFile.delete(cache);
    run(slot, "", "--version");
    run(slot, "", "check-config", "--config", configuration.toString());
    Path recording = folder.resolve(RECORDING);
    if (Files.isDirectory(recording)) {
      decode(slot, recording);
    }
    makeCache(slot, cache);
  }

  private void decode(String slot, Path recording) throws IOException {
    Path work = Files.createTempDirectory("preflight");
    try {
      Path decoded = work.resolve("points.csv");
      String capture = recording.resolve("capture.pcap").toString();
      run(slot, "", "decode", capture, "--out", decoded.toString());
      KnownPoints.read(recording.resolve("points.csv")).check(decoded);
    } finally {
      DurableFile.deleteTree(work);
    }
  }

  /** Without one a release starts more slowly, and is as good. */
  private void makeCache(String slot, Path cache) throws IOException {
    Path part = cache.resolveSibling(cache.getFileName() + ".part");
    try {
      run(slot, "-XX:AOTCacheOutput=" + part, "check-config", "--config", configuration.toString());
      if (Files.isRegularFile(part) && Files.size(part) > 0) {
        Files.move(part, cache, StandardCopyOption.ATOMIC_MOVE);
      }
    } catch (IOException e) {
      // Told by the slower start alone.
    } finally {
      Files.deleteIfExists(part);
    }
  }

  /**
   * Runs one command to its end.
   *
   * @param java options of the runtime besides the release's own; empty for none
   */
  private void run(String slot, String java, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of(program.toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("CATENARY_SLOT", slot);
    if (!java.isEmpty()) {
      builder.environment().put("CATENARY_JAVA_OPTS", java);
    }
    Process process = builder.start();
    try (InputStream out = process.getInputStream()) {
      Thread end =
          Thread.ofVirtual()
              .start(
                  () -> {
                    try {
                      if (!process.waitFor(SECONDS_MAX, TimeUnit.SECONDS)) {
                        process.destroyForcibly();
                      }
                    } catch (InterruptedException e) {
                      process.destroyForcibly();
                    }
                  });
      byte[] said = out.readNBytes(OUTPUT_BYTES_MAX);
      out.skip(Long.MAX_VALUE);
      end.join();
      if (process.exitValue() != 0) {
        throw new IOException(
            "found that the new release ends with status "
                + process.exitValue()
                + " at \""
                + String.join(" ", arguments)
                + "\" ("
                + new String(said, StandardCharsets.UTF_8).strip()
                + "), expected 0; cure: look at its configuration, or take another release");
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}
