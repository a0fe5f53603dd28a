package dev.catenary.device.update.slot;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Starts the new release: it tells its version, reads this vehicle's configuration and finds its
 * model. It runs as the installer does, without network.
 */
public final class ProgramPreflight implements Preflight {
  private static final int SECONDS_MAX = 120;
  private static final int OUTPUT_BYTES_MAX = 8_192;

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
    run(slot, "--version");
    run(slot, "check-config", "--config", configuration.toString());
  }

  private void run(String slot, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of(program.toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("CATENARY_SLOT", slot);
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
