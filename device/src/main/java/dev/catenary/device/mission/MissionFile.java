package dev.catenary.device.mission;

import dev.catenary.durable.WholeFile;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Properties;
import org.tinylog.Logger;

/** The mission's state on disk: replaced by rename after a sync, so that it is whole or the old. */
final class MissionFile {
  private static final String NAME = "mission.properties";

  private final Path file;

  MissionFile(Path dataDirectory) {
    this.file = dataDirectory.resolve(NAME);
  }

  /** Reads the state written last; a file that does not read is logged and counts as none. */
  MissionState read() throws IOException {
    if (!Files.exists(file)) {
      return MissionState.UNTOUCHED;
    }
    try {
      Properties lines = new Properties();
      lines.load(new StringReader(Files.readString(file)));
      return new MissionState(
          !"false".equals(lines.getProperty("running")),
          lines.getProperty("label", ""),
          Instant.parse(lines.getProperty("since", "")),
          lines.getProperty("by", ""));
    } catch (IllegalArgumentException | DateTimeException e) {
      Logger.warn(
          "found {} unreadable ({}); the mission runs, without a label", file, e.getMessage());
      return MissionState.UNTOUCHED;
    }
  }

  void write(MissionState state) throws IOException {
    Properties lines = new Properties();
    lines.setProperty("running", Boolean.toString(state.running()));
    lines.setProperty("label", state.label());
    lines.setProperty("since", state.since().toString());
    lines.setProperty("by", state.by());
    StringWriter text = new StringWriter();
    lines.store(text, null);
    WholeFile.write(file, text.toString());
  }
}
