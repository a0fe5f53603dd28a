import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.ImportOrderer;
import com.google.googlejavaformat.java.JavaFormatterOptions;
import com.google.googlejavaformat.java.RemoveUnusedImports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Checks or rewrites the layout of every Java source: {@code java Format.java check|write|none
 * ROOT}. None is for a build of sources that another has checked.
 */
final class Format {
  private static final String FIX = "mvn -N validate -Dcatenary.format=write";

  private Format() {}

  public static void main(String[] args) throws Exception {
    if (args[0].equals("none")) {
      return;
    }
    boolean write = args[0].equals("write");
    List<Path> sources;
    try (var paths = Files.walk(Path.of(args[1]))) {
      sources = paths.filter(Format::isOurSource).sorted().toList();
    }
    List<Path> unformatted =
        sources.parallelStream().filter(source -> isChanged(source, write)).toList();
    if (!unformatted.isEmpty() && !write) {
      unformatted.forEach(source -> System.err.println("not formatted: " + source));
      System.err.println("To format: " + FIX);
      System.exit(1);
    }
    System.out.println(sources.size() + " sources formatted");
  }

  private static boolean isChanged(Path source, boolean write) {
    try {
      String found = Files.readString(source);
      String expected = format(new Formatter(), source, found);
      boolean changed = !found.equals(expected);
      if (changed && write) {
        Files.writeString(source, expected);
      }
      return changed;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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
