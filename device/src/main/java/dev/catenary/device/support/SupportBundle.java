package dev.catenary.device.support;

import dev.catenary.device.json.JsonText;
import dev.catenary.device.log.Redaction;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Gathers what helps to find out from afar what is wrong, as one zip of texts. Every text goes
 * through the same redaction as the log. A part that cannot be had says why in its place: the
 * bundle is most needed where something is broken. No point, no packet and no key is in it.
 */
public final class SupportBundle {
  private static final DateTimeFormatter NAME =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final String vehicle;
  private final List<Part> parts;

  /**
   * One file of the bundle.
   *
   * @param name in the zip
   * @param safe true for a text that has no secret in it and must stay as it is, as one signed
   */
  public record Part(String name, Text text, boolean safe) {
    public Part(String name, Text text) {
      this(name, text, false);
    }
  }

  /** Reads or asks for a part's text. */
  @FunctionalInterface
  public interface Text {
    String get() throws IOException;
  }

  /**
   * @param parts in the zip's order
   */
  public SupportBundle(String vehicle, List<Part> parts) {
    this.vehicle = vehicle;
    this.parts = List.copyOf(parts);
  }

  /** A file name that tells vehicle and time; letters, digits, '.', '_' and '-' alone. */
  public String fileName(Instant now) {
    return "catenary-support-"
        + vehicle.replaceAll("[^A-Za-z0-9._-]", "_")
        + "-"
        + NAME.format(now)
        + ".zip";
  }

  /**
   * Writes the zip; the stream stays open.
   *
   * @param by who asks, noted in it
   */
  public void writeTo(OutputStream out, String by, Instant now) throws IOException {
    ZipOutputStream zip = new ZipOutputStream(out, StandardCharsets.UTF_8);
    List<Map<String, Object>> contents = new ArrayList<>();
    for (Part part : parts) {
      Map<String, Object> entry = new LinkedHashMap<>();
      entry.put("file", part.name());
      String text;
      try {
        text = part.text().get();
      } catch (IOException | RuntimeException e) {
        text = "This part could not be had: " + e + "\n";
        entry.put("missing", Redaction.of(e.toString()));
      }
      put(zip, part.name(), part.safe() ? text : Redaction.of(text));
      contents.add(entry);
    }
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("vehicle", vehicle);
    all.put("at", now);
    all.put("by", by);
    all.put("parts", contents);
    put(zip, "contents.json", Redaction.of(JsonText.of(all)) + "\n");
    zip.finish();
  }

  /** The text as it will be read. */
  private static void put(ZipOutputStream zip, String name, String text) throws IOException {
    zip.putNextEntry(new ZipEntry(name));
    zip.write(text.getBytes(StandardCharsets.UTF_8));
    zip.closeEntry();
  }
}
