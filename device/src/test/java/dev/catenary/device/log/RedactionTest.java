package dev.catenary.device.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tinylog.Level;
import org.tinylog.core.LogEntry;
import org.tinylog.runtime.PreciseTimestamp;

final class RedactionTest {
  /** Each holds the word SESAME where a secret stands. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "aws_secret_access_key=SESAME region=x",
        "AWS_SESSION_TOKEN: SESAME",
        "{\"password\": \"SESAME\", \"user\": \"u\"}",
        "PUT https://b/k?X-Amz-Signature=SESAME&X-Amz-Date=20260101",
        "Authorization: Bearer SESAME",
        "Authorization: AWS4-HMAC-SHA256 Credential=SESAME/2026, Signature=SESAME",
        "key AKIASESAMESESAMESESA is denied",
        "http://user:SESAME@broker:8883/",
        "token eyJSESAME.eyJSESAME.SESAME",
        "-----BEGIN EC PRIVATE KEY-----\nSESAME\n-----END EC PRIVATE KEY-----",
      })
  void aSecretIsTakenOut(String text) {
    assertThat(Redaction.of(text)).doesNotContain("SESAME").contains(Redaction.REDACTED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sensor is FAILED: no packet from roof now | Check the sensor's power and cable",
        "UDP link roof: found a receive buffer of 212992 bytes; expected 8388608.",
        "chunk 1-E7855_12_34 was not sent: found 403; next try in 4.0 s",
      })
  void anOrdinaryLineStays(String text) {
    assertThat(Redaction.of(text)).isEqualTo(text);
  }

  @Test
  void aSecretInAnExceptionDoesNotReachTheFileAndEachLineHasItsPriority(@TempDir Path folder)
      throws Exception {
    Path file = folder.resolve("catenary.log");
    RedactingWriter writer =
        new RedactingWriter(
            Map.of("file", file.toString(), "format", "{level} {message}", "journal", "true"));
    writer.write(entry(Level.ERROR, "it failed", new IllegalStateException("password=SESAME")));
    writer.close();
    assertThat(Files.readString(file)).startsWith("<3>ERROR it failed").doesNotContain("SESAME");
    assertThat(Files.readAllLines(file)).hasSizeGreaterThan(1).allMatch(l -> l.startsWith("<3>"));
  }

  private static LogEntry entry(Level level, String message, @Nullable Throwable cause) {
    return new LogEntry(
        new PreciseTimestamp(),
        Thread.currentThread(),
        Map.of(),
        "C",
        "m",
        "C.java",
        1,
        null,
        level,
        message,
        cause);
  }

  /**
   * The packaged service writes to the journal and to files: two writers, one list for the page.
   */
  @Test
  void eachEventOfThePackagedServiceIsListedOnce(@TempDir Path folder) throws Exception {
    Properties packaged = new Properties();
    try (Reader file =
        Files.newBufferedReader(
            Path.of("../deploy/package/tree/usr/lib/catenary/tinylog.properties"))) {
      packaged.load(file);
    }
    List<RedactingWriter> writers = new ArrayList<>();
    for (String name : packaged.stringPropertyNames()) {
      if (packaged.getProperty(name).equals("redacting")) {
        Map<String, String> own = new HashMap<>();
        for (String key : packaged.stringPropertyNames()) {
          if (key.startsWith(name + ".")) {
            own.put(key.substring(name.length() + 1), packaged.getProperty(key));
          }
        }
        own.computeIfPresent(
            "file", (_, file) -> folder.resolve(Path.of(file).getFileName()).toString());
        writers.add(new RedactingWriter(own));
      }
    }
    assertThat(writers).hasSize(2);
    String text = "an event of " + folder;
    for (RedactingWriter writer : writers) {
      writer.write(entry(Level.WARN, text, null));
      writer.close();
    }
    assertThat(RecentLog.after(0)).extracting(RecentLog.Line::text).containsOnlyOnce(text);
  }
}
