package dev.catenary.device.support;

import static org.assertj.core.api.Assertions.assertThat;

import dev.catenary.device.config.CatenaryConfig;
import dev.catenary.device.config.ConfigFile;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SupportBundleTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

  /** No two alike, so that each is looked for on its own. */
  private static final List<String> PLANTED =
      List.of(
          "planted-line-1",
          "planted-quoted-2",
          "planted-block-3",
          "planted-more-4",
          "planted-brace-5",
          "planted-url-6",
          "planted-bearer-7",
          "PLANTEDKEY8PLANTED8",
          "planted-pem-9",
          "planted-status-10",
          "planted-exception-11",
          "cGxhbnRlZDEy.cGxhbnRlZDEy",
          "planted-query-13");

  @TempDir private Path folder;

  @Test
  void noPlantedSecretIsInAnyFileOfTheBundle() throws Exception {
    Map<String, String> files = unzip(bundle());
    assertThat(files.keySet())
        .containsExactly(
            "status.txt",
            "broken.txt",
            "configuration.yaml",
            "log.txt",
            "spool.txt",
            "self-test.json",
            "versions.json",
            "contents.json");
    for (Map.Entry<String, String> file : files.entrySet()) {
      for (String secret : PLANTED) {
        assertThat(file.getValue()).as(file.getKey()).doesNotContain(secret);
      }
    }
    assertThat(files.get("configuration.yaml")).contains("vehicle: ute-7").contains("[redacted]");
    assertThat(files.get("log.txt")).contains("an ordinary line").contains("the line after");
  }

  @Test
  void partThatCannotBeHadSaysWhyAndTheOthersAreThere() throws Exception {
    Map<String, String> files = unzip(bundle());
    assertThat(files.get("broken.txt")).contains("could not be had").contains("no socket");
    assertThat(files.get("contents.json")).contains("\"missing\"").contains("no socket");
    assertThat(files.get("versions.json")).contains("\"catenary\": \"1.2.3\"");
  }

  @Test
  void longLogIsItsNewestWholeLines() throws IOException {
    Path logs = Files.createDirectories(folder.resolve("long"));
    StringBuilder text = new StringBuilder();
    for (int line = 0; line < 100_000; line++) {
      text.append("a line of the log, number ").append(line).append('\n');
    }
    Files.writeString(logs.resolve("catenary-0.log"), text);
    String tail = new LogTail(logs).text();
    assertThat(tail.length()).isBetween(1 << 20, 2 << 20);
    assertThat(tail).startsWith("a line of the log, number ").endsWith("number 99999\n");
  }

  @Test
  void nameTellsVehicleAndTimeAndIsSafe() {
    assertThat(new SupportBundle("ute/7 ü", List.of()).fileName(NOW))
        .isEqualTo("catenary-support-ute_7__-20260301T120000Z.zip");
  }

  private byte[] bundle() throws Exception {
    Path config = folder.resolve("catenary.yaml");
    Files.writeString(
        config,
        """
        vehicle: ute-7
        data-directory: data
        broker:
          password: planted-line-1
          api-token: "planted-quoted-2"
          private-key: |
            planted-block-3
            planted-more-4
          user: harmless
        extra: {name: x, client-secret: planted-brace-5, next: y}
        upload:
          endpoint: https://reader:planted-url-6@store.example
        """);
    Path logs = Files.createDirectories(folder.resolve("logs"));
    Files.writeString(
        logs.resolve("catenary-0.log"),
        """
        an ordinary line
        sent Authorization: Bearer planted-bearer-7 and failed
        key AKIAPLANTEDKEY8PLANTED8 was refused
        -----BEGIN PRIVATE KEY-----
        planted-pem-9
        -----END PRIVATE KEY-----
        token eyJhbGciOiJFZERTQSJ9.eyJhIjoxfQ.cGxhbnRlZDEy.cGxhbnRlZDEy
        GET https://store.example/x?X-Amz-Signature=planted-query-13&part=1
        the line after
        """);
    CatenaryConfig settings = ConfigFile.parse("test", Files.readString(config), folder).config();
    List<SupportBundle.Part> parts = new ArrayList<>();
    parts.add(
        new SupportBundle.Part("status.txt", () -> "cloud FAILED: secret=planted-status-10\n"));
    parts.add(
        new SupportBundle.Part(
            "broken.txt",
            () -> {
              throw new IOException("no socket; password: planted-exception-11");
            }));
    parts.addAll(
        SupportParts.onDisk(
            config, settings.spoolDirectory(), logs, folder.resolve("records"), "1.2.3"));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new SupportBundle("ute-7", parts).writeTo(out, "anna", NOW);
    return out.toByteArray();
  }

  private static Map<String, String> unzip(byte[] zip) throws IOException {
    Map<String, String> files = new LinkedHashMap<>();
    try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        files.put(entry.getName(), new String(in.readAllBytes(), StandardCharsets.UTF_8));
      }
    }
    return files;
  }
}
