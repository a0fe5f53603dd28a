import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/**
 * Lays out what a Debian package of one architecture holds: our files, the libraries without the
 * native code of other machines, and a Java runtime with the modules that are used. Run by Maven:
 * {@code java Stage.java ARCHITECTURE VERSION TIMESTAMP ROOT JMODS OUT}; JMODS is the folder of a
 * JDK's jmods for that architecture, or "host" for the JDK that runs this, or "none".
 */
final class Stage {
  private static final String MODULES =
      "java.base,java.logging,java.management,java.naming,java.net.http,java.xml,jdk.jfr,jdk.management,jdk.unsupported";
  private static final Set<String> DOCS =
      Set.of(
          "board.md",
          "configuration.md",
          "dependencies.md",
          "service.md",
          "health.md",
          "iot.md",
          "spool.md",
          "updates.md");

  /** Drives the pins of ARM computers alone; without it the board's link says so. */
  private static final Pattern PINS_OF_ARM = Pattern.compile("pi4j-(library|plugin)-gpiod-.*");

  private static final Pattern NATIVE = Pattern.compile(".*\\.(so|dll|dylib|jnilib|a|so\\.\\d+)");
  private static final Pattern OTHER_SYSTEM =
      Pattern.compile(
          ".*(^|[/_-])(android|windows|win|win32|osx|mac|darwin|freebsd|openbsd|solaris|aix|musl)[^/]*/.*");

  /** A machine: Debian's name for it, and what library makers call it. */
  private enum Architecture {
    AMD64("x86_64|x86-64|amd64|x64", "openjdk-25-jre-headless"),
    ARM64("aarch64|aarch_64|arm64|armv8_64|armv8", "openjdk-25-jre-headless");

    private final Pattern names;
    private final String runtimePackage;

    Architecture(String names, String runtimePackage) {
      this.names = Pattern.compile(".*(^|[/_.-])(" + names + ")([/_.-]|$).*");
      this.runtimePackage = runtimePackage;
    }

    /** Whether a file is for another machine alone, by its name. */
    boolean isAnothers(String fileName) {
      if (PINS_OF_ARM.matcher(fileName).matches()) {
        return this != ARM64;
      }
      return !names.matcher(fileName).matches()
          && Stream.of(values()).anyMatch(other -> other.names.matcher(fileName).matches());
    }

    /** Whether native code at this path of a jar is for this machine. */
    boolean takes(String path) {
      String lower = path.toLowerCase(Locale.ROOT);
      return names.matcher(lower).matches() && !OTHER_SYSTEM.matcher(lower).matches();
    }
  }

  private final Architecture architecture;
  private final String version;
  private final long timestamp;
  private final Path root;
  private final Path tree;
  private final Path control;

  private Stage(Architecture architecture, String version, long timestamp, Path root, Path out) {
    this.architecture = architecture;
    this.version = version;
    this.timestamp = timestamp;
    this.root = root;
    this.tree = out.resolve("tree");
    this.control = out.resolve("control");
  }

  public static void main(String[] args) throws IOException {
    Architecture architecture = Architecture.valueOf(args[0].toUpperCase(Locale.ROOT));
    long timestamp = java.time.Instant.parse(args[2]).toEpochMilli();
    Path out = Path.of(args[5]);
    delete(out);
    Stage stage = new Stage(architecture, args[1], timestamp, Path.of(args[3]), out);
    stage.files();
    stage.preflight();
    stage.libraries();
    stage.manual();
    stage.runtime(args[4]);
    stage.updates();
    stage.control(args[4].equals("none"));
  }

  private void files() throws IOException {
    copy(root.resolve("deploy/package/tree"), tree);
    Path docs = tree.resolve("usr/share/doc/catenary");
    Files.copy(root.resolve("LICENSE"), docs.resolve("LICENSE"));
    for (String name : DOCS) {
      if (Files.exists(root.resolve("docs").resolve(name))) {
        Files.copy(root.resolve("docs").resolve(name), docs.resolve(name));
      }
    }
  }

  /** A recording and its points, as another decoder has them, for the pre-flight of an update. */
  private void preflight() throws IOException {
    Path from = root.resolve("testdata/sensors/velodyne-vlp16-dual");
    Path to = Files.createDirectories(tree.resolve("usr/lib/catenary/preflight"));
    for (String name : List.of("capture.pcap", "README.md")) {
      Files.copy(from.resolve(name), to.resolve(name));
    }
    try (InputStream packed =
        new GZIPInputStream(Files.newInputStream(from.resolve("expected.csv.gz")))) {
      Files.copy(packed, to.resolve("points.csv"));
    }
  }

  private void libraries() throws IOException {
    Path lib = Files.createDirectories(tree.resolve("usr/lib/catenary/lib"));
    Path device = root.resolve("device/target");
    Files.copy(device.resolve("catenary-device.jar"), lib.resolve("catenary-device.jar"));
    long dropped = 0;
    try (Stream<Path> jars = Files.list(device.resolve("lib"))) {
      for (Path jar : jars.sorted().toList()) {
        if (architecture.isAnothers(jar.getFileName().toString())) {
          dropped += Files.size(jar);
          continue;
        }
        dropped += library(jar, lib.resolve(jar.getFileName()));
      }
    }
    List<String> classPath;
    try (Stream<Path> jars = Files.list(lib)) {
      // Ours first, the rest by name: the same order for the start-up cache and for each start.
      classPath =
          jars.map(jar -> "/usr/lib/catenary/lib/" + jar.getFileName())
              .sorted(
                  Comparator.comparing((String jar) -> !jar.contains("/catenary-"))
                      .thenComparing(jar -> jar))
              .toList();
    }
    List<String> options =
        new ArrayList<>(Files.readAllLines(root.resolve("deploy/package/java.options")));
    options.add("-cp");
    options.add(String.join(":", classPath));
    Files.write(tree.resolve("usr/lib/catenary/java.options"), options);
    System.out.printf(
        "%s: %d libraries, %,d KiB of other machines' code left out%n",
        architecture, classPath.size(), dropped >> 10);
  }

  /** The manual page and the shell's completion, as the command line tells them of itself. */
  private void manual() throws IOException {
    Path pages = Files.createDirectories(tree.resolve("usr/share/man/man1"));
    try (OutputStream out =
        new GZIPOutputStream(Files.newOutputStream(pages.resolve("catenary.1.gz")))) {
      out.write(told("man"));
    }
    Path completions =
        Files.createDirectories(tree.resolve("usr/share/bash-completion/completions"));
    Files.write(completions.resolve("catenary"), told("completion"));
  }

  private byte[] told(String command) throws IOException {
    Path device = root.resolve("device/target");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                device.resolve("catenary-device.jar") + ":" + device.resolve("lib") + "/*",
                "dev.catenary.device.Main",
                command)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    byte[] text = process.getInputStream().readAllBytes();
    if (process.onExit().join().exitValue() != 0 || text.length == 0) {
      throw new IOException("found no text of \"catenary " + command + "\"; expected one");
    }
    return text;
  }

  /** Copies a jar without native code of other machines; returns the bytes left out. */
  private long library(Path jar, Path to) throws IOException {
    List<String> unwanted = new ArrayList<>();
    boolean wanted = false;
    long dropped = 0;
    try (ZipInputStream in = new ZipInputStream(Files.newInputStream(jar))) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        String name = entry.getName();
        if (NATIVE.matcher(name).matches()) {
          if (architecture.takes(name)) {
            wanted = true;
          } else {
            unwanted.add(name);
            dropped += in.transferTo(OutputStream.nullOutputStream());
          }
        }
      }
    }
    if (unwanted.isEmpty()) {
      Files.copy(jar, to);
    } else if (wanted) {
      rewrite(jar, to, Set.copyOf(unwanted));
    } else {
      throw new IOException(
          "found in "
              + jar.getFileName()
              + " native code for "
              + unwanted
              + ", expected some for "
              + architecture
              + " too;"
              + " cure: teach Stage.java the name its maker gives this machine");
    }
    return dropped;
  }

  private void rewrite(Path jar, Path to, Set<String> without) throws IOException {
    try (ZipInputStream in = new ZipInputStream(Files.newInputStream(jar));
        ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(to))) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        if (!without.contains(entry.getName())) {
          ZipEntry kept = new ZipEntry(entry.getName());
          kept.setTimeLocal(
              java.time.LocalDateTime.ofEpochSecond(
                  timestamp / 1_000, 0, java.time.ZoneOffset.UTC));
          out.putNextEntry(kept);
          in.transferTo(out);
          out.closeEntry();
        }
      }
    }
  }

  private void runtime(String jmods) throws IOException {
    if (jmods.equals("none")) {
      System.out.println(
          architecture + ": no jmods given; the package depends on the system's Java 25");
      return;
    }
    List<String> arguments = new ArrayList<>();
    if (!jmods.equals("host")) {
      arguments.addAll(List.of("--module-path", jmods));
    }
    arguments.addAll(
        List.of(
            "--add-modules",
            MODULES,
            "--strip-java-debug-attributes",
            "--no-header-files",
            "--no-man-pages",
            "--compress",
            "zip-6",
            "--output",
            tree.resolve("usr/lib/catenary/runtime").toString()));
    int status =
        ToolProvider.findFirst("jlink")
            .orElseThrow(
                () ->
                    new IOException(
                        "found a Java without jlink; expected a JDK 25; cure: name one by JAVA_HOME"))
            .run(System.out, System.err, arguments.toArray(String[]::new));
    if (status != 0) {
      throw new IOException("jlink ended with " + status + " for " + arguments);
    }
  }

  /** Tells updates what this was built for, and the roots that a vehicle begins to trust with. */
  private void updates() throws IOException {
    Path home = tree.resolve("usr/lib/catenary");
    Files.writeString(
        home.resolve("hardware"),
        architecture.name().toLowerCase(Locale.ROOT) + "-glibc" + NeededGlibc.under(tree) + "\n");
    Path trust = root.resolve("deploy/package/trust");
    if (Files.isDirectory(trust)) {
      copy(trust, home.resolve("trust"));
    } else {
      System.out.println(architecture + ": no roots in deploy/package/trust; it takes no updates");
    }
  }

  private void control(boolean systemJava) throws IOException {
    copy(root.resolve("deploy/package/control"), control);
    Path file = control.resolve("control");
    String text =
        Files.readString(file)
            .replace("[[version]]", version.replace("-", "~"))
            .replace("[[architecture]]", architecture.name().toLowerCase(Locale.ROOT))
            .replace("[[glibc]]", NeededGlibc.under(tree))
            .replace("[[runtime]]", systemJava ? ", " + architecture.runtimePackage : "");
    Files.writeString(file, text);
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Path target = to.resolve(from.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(target);
        } else {
          Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING);
        }
      }
    }
  }

  private static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
