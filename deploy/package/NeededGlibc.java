import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * The oldest GNU C library that the native code of a package runs with: the largest symbol version
 * ({@code GLIBC_2.38}) that an ELF file asks for, be it a file or within a jar. Versions are found
 * as the strings that they are in the file's dynamic string table; one that stands elsewhere in it
 * could only ask for more than is needed.
 */
final class NeededGlibc {
  private static final Pattern VERSION = Pattern.compile("GLIBC_2\\.(\\d+)(\\.\\d+)?\0");
  private static final byte[] ELF = {0x7f, 'E', 'L', 'F'};

  private int minor = -1;
  private String asker = "";

  private NeededGlibc() {}

  /** Returns the version for the package's {@code Depends}, such as "2.38". */
  static String under(Path tree) throws IOException {
    NeededGlibc needed = new NeededGlibc();
    List<Path> files;
    try (Stream<Path> all = Files.walk(tree)) {
      files = all.filter(Files::isRegularFile).sorted().toList();
    }
    for (Path file : files) {
      try (InputStream in = Files.newInputStream(file)) {
        if (file.toString().endsWith(".jar")) {
          needed.jar(file, new ZipInputStream(in));
        } else {
          needed.read(tree.relativize(file).toString(), in);
        }
      }
    }
    if (needed.minor < 0) {
      throw new IOException(
          "found no native code under "
              + tree
              + " that asks for a version of glibc; expected the model's runtime at least;"
              + " cure: look how its libraries are linked now");
    }
    System.out.printf("glibc 2.%d or newer, for %s%n", needed.minor, needed.asker);
    return "2." + needed.minor;
  }

  private void jar(Path jar, ZipInputStream in) throws IOException {
    for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
      read(jar.getFileName() + "!" + entry.getName(), in);
    }
  }

  private void read(String name, InputStream in) throws IOException {
    if (!java.util.Arrays.equals(in.readNBytes(ELF.length), ELF)) {
      return;
    }
    Matcher version = VERSION.matcher(new String(in.readAllBytes(), StandardCharsets.ISO_8859_1));
    while (version.find()) {
      int found = Integer.parseInt(version.group(1));
      if (found > minor) {
        minor = found;
        asker = name;
      }
    }
  }
}
