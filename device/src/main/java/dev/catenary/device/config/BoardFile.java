package dev.catenary.device.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * Header of one computer: its pins by the maker's documents.
 *
 * @param name in the configuration
 * @param model how {@code /proc/device-tree/model} names it
 * @param chip label of the GPIO chip; empty for a computer without pins
 * @param lines kernel's line by pin of the header; pins that cannot be used are not in it
 * @param source the maker's document
 */
public record BoardFile(
    String name, Pattern model, String chip, Map<Integer, Integer> lines, String source) {
  /** All that are known. */
  public static final List<String> NAMES =
      List.of("raspberry-pi-4", "raspberry-pi-5", "jetson-orin-nano", "none");

  public BoardFile {
    lines = Map.copyOf(lines);
  }

  /** All that are known. */
  public static List<BoardFile> all() throws IOException {
    List<BoardFile> all = new java.util.ArrayList<>();
    for (String name : NAMES) {
      all.add(read(name));
    }
    return all;
  }

  /** The one of this computer, by its model; the one without pins where it is not known. */
  public static BoardFile detect(Path deviceTreeModel) throws IOException {
    String model =
        Files.isReadable(deviceTreeModel)
            ? Files.readString(deviceTreeModel, StandardCharsets.ISO_8859_1).replace("\0", "")
            : "";
    for (BoardFile board : all()) {
      if (board.model().matcher(model).find()) {
        return board;
      }
    }
    return read("none");
  }

  /** The one that the configuration names, or this computer's own. */
  public static BoardFile chosen(String name, Path deviceTreeModel) throws IOException {
    return name.equals(BoardSettings.AUTO) ? detect(deviceTreeModel) : read(name);
  }

  /** By its name. */
  public static Optional<BoardFile> named(String name) throws IOException {
    return NAMES.contains(name) ? Optional.of(read(name)) : Optional.empty();
  }

  /** Those of the header that can be used, in order. */
  public List<Integer> pins() {
    return lines.keySet().stream().sorted().toList();
  }

  public boolean hasPins() {
    return !chip.isEmpty();
  }

  /**
   * @param pin of the header
   * @throws PinsException when it is no pin that can be used
   */
  public int line(int pin) throws PinsException {
    Integer line = lines.get(pin);
    if (line == null) {
      throw new PinsException(
          "found pin "
              + pin
              + " in the configuration; expected one of "
              + pins()
              + " of the header of "
              + name,
          "Correct it under board:.");
    }
    return line;
  }

  private static BoardFile read(String name) throws IOException {
    try (InputStream in = BoardFile.class.getResourceAsStream(name + ".yaml")) {
      if (in == null
          || !(new Load(LoadSettings.builder().build()).loadFromInputStream(in)
              instanceof Map<?, ?> file)) {
        throw new IOException("found no board file " + name + " in the software");
      }
      Map<Integer, Integer> lines = new HashMap<>();
      if (file.get("lines") instanceof Map<?, ?> map) {
        map.forEach((pin, line) -> lines.put((Integer) pin, (Integer) line));
      }
      return new BoardFile(
          name,
          Pattern.compile(String.valueOf(file.get("model"))),
          String.valueOf(file.get("chip")),
          lines,
          String.valueOf(file.get("source")));
    }
  }
}
