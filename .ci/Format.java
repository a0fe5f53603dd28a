import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.ImportOrderer;
import com.google.googlejavaformat.java.JavaFormatterOptions;
import com.google.googlejavaformat.java.RemoveUnusedImports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Checks or rewrites the layout of every Java source: {@code java Format.java check|write ROOT}.
 */
final class Format {
  private static final String FIX = "mvn -N validate -Dcatenary.format=write";

  private Format() {}

  public static void main(String[] args) throws Exception {
    boolean write = args[0].equals("write");
    List<Path> sources;
    try (var paths = Files.walk(Path.of(args[1]))) {
      sources = paths.filter(Format::isOurSource).sorted().toList();
    }
    List<Path> unformatted = new ArrayList<>();
    Formatter formatter = new Formatter();
    for (Path source : sources) {
      String found = Files.readString(source);
      String expected = format(formatter, source, found);
      if (!found.equals(expected)) {
        unformatted.add(source);
        if (write) {
          Files.writeString(source, expected);
        }
      }
    }
    if (!unformatted.isEmpty() && !write) {
      unformatted.forEach(source -> System.err.println("not formatted: " + source));
      System.err.println("To format: " + FIX);
      System.exit(1);
    }
    System.out.println(sources.size() + " sources formatted");
  }

  private static String format(Formatter formatter, Path source, String text) throws IOException {
    try {
      String sorted =
          ImportOrderer.reorderImports(
              RemoveUnusedImports.removeUnusedImports(text), JavaFormatterOptions.Style.GOOGLE);
      return formatter.formatSource(sorted);
    } catch (Exception e) {
      throw new IOException(source + " cannot be parsed: " + e.getMessage(), e);
    }
  }

  private static boolean isOurSource(Path path) {
    String name = path.toString();
    return name.endsWith(".java") && !name.contains("/target/") && !name.contains("/.git/");
  }
}
