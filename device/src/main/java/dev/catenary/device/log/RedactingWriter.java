package dev.catenary.device.log;

import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import org.tinylog.Level;
import org.tinylog.core.LogEntry;
import org.tinylog.core.LogEntryValue;
import org.tinylog.writers.AbstractFormatPatternWriter;
import org.tinylog.writers.ConsoleWriter;
import org.tinylog.writers.RollingFileWriter;
import org.tinylog.writers.Writer;

/**
 * Writes log entries without secrets, those of an exception's messages among them. With the
 * property {@code file} to a file that rolls, else to the console. With {@code journal = true} each
 * line begins with its priority, as the journal reads it (sd-daemon(3)). With {@code recent = true}
 * its lines are the ones that {@link RecentLog} keeps, once each: of several writers one alone.
 * Left out, that is the one to the console. Made by tinylog by its name, {@code redacting}.
 */
public final class RedactingWriter extends AbstractFormatPatternWriter {
  private final Writer to;
  private final boolean journal;
  private final boolean recent;

  public RedactingWriter(Map<String, String> properties) throws Exception {
    super(properties);
    Map<String, String> rendered = new HashMap<>(properties);
    rendered.put("format", "{message-only}");
    to =
        properties.containsKey("file")
            ? new RollingFileWriter(rendered)
            : new ConsoleWriter(rendered);
    journal = Boolean.parseBoolean(properties.get("journal"));
    recent =
        Boolean.parseBoolean(
            properties.getOrDefault("recent", String.valueOf(!properties.containsKey("file"))));
  }

  @Override
  public Collection<LogEntryValue> getRequiredLogEntryValues() {
    Collection<LogEntryValue> values = EnumSet.copyOf(super.getRequiredLogEntryValues());
    values.add(LogEntryValue.LEVEL);
    values.add(LogEntryValue.DATE);
    values.add(LogEntryValue.MESSAGE);
    return values;
  }

  @Override
  public void write(LogEntry entry) throws Exception {
    String text = Redaction.of(render(entry).stripTrailing());
    if (recent) {
      keep(entry);
    }
    if (journal) {
      String priority = priority(entry.getLevel());
      text = priority + text.replace("\n", "\n" + priority);
    }
    to.write(
        new LogEntry(
            entry.getTimestamp(),
            null,
            null,
            null,
            null,
            null,
            0,
            null,
            entry.getLevel(),
            text,
            null));
  }

  private static void keep(LogEntry entry) {
    String message = entry.getMessage();
    if (message != null && entry.getLevel().compareTo(Level.INFO) >= 0) {
      RecentLog.add(
          entry.getTimestamp().toInstant(), entry.getLevel().name(), Redaction.of(message));
    }
  }

  /** Of syslog(3): 3 error, 4 warning, 6 informational, 7 debug. */
  private static String priority(Level level) {
    return switch (level) {
      case ERROR -> "<3>";
      case WARN -> "<4>";
      case INFO -> "<6>";
      default -> "<7>";
    };
  }

  @Override
  public void flush() throws Exception {
    to.flush();
  }

  @Override
  public void close() throws Exception {
    to.close();
  }
}
