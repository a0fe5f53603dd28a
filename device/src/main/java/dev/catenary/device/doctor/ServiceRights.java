package dev.catenary.device.doctor;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.UserPrincipal;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.nio.file.attribute.UserPrincipalNotFoundException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Rights of the packaged service to write, examined as root, who may write everywhere: by the
 * files' owners, and by the unit (systemd.exec(5): ProtectSystem=, ReadWritePaths=,
 * StateDirectory=).
 */
final class ServiceRights {
  private static final String UNIT = "catenary.service";
  private static final String PACKAGED_USER = "catenary";
  private static final long ANSWER_SECONDS = 5;

  private final @Nullable String user;
  private final boolean strict;
  private final List<Path> writable;

  private ServiceRights(@Nullable String user, boolean strict, List<Path> writable) {
    this.user = user;
    this.strict = strict;
    this.writable = writable;
  }

  /** Null for all but root: their own try at writing says as much as they may know. */
  static @Nullable ServiceRights askedByRoot() {
    if (!"root".equals(System.getProperty("user.name"))) {
      return null;
    }
    String shown = "";
    try {
      shown =
          output(
              "systemctl",
              "show",
              "--property=User,ProtectSystem,ReadWritePaths,StateDirectory,LogsDirectory,RuntimeDirectory",
              UNIT);
    } catch (IOException e) {
      // No systemd here: the files' owners alone count.
    }
    return of(shown);
  }

  /**
   * @param shown what {@code systemctl show} says of the unit; empty without one
   */
  static ServiceRights of(String shown) {
    Map<String, String> properties = new LinkedHashMap<>();
    shown
        .lines()
        .filter(line -> line.contains("="))
        .forEach(
            line ->
                properties.put(
                    line.substring(0, line.indexOf('=')), line.substring(line.indexOf('=') + 1)));
    List<Path> writable = new ArrayList<>();
    words(properties, "ReadWritePaths")
        .forEach(word -> writable.add(Path.of(word.replaceFirst("^[-+]+", ""))));
    words(properties, "StateDirectory").forEach(word -> writable.add(Path.of("/var/lib", word)));
    words(properties, "LogsDirectory").forEach(word -> writable.add(Path.of("/var/log", word)));
    words(properties, "RuntimeDirectory").forEach(word -> writable.add(Path.of("/run", word)));
    String named = properties.getOrDefault("User", "");
    return new ServiceRights(
        named.isEmpty() && isThere(PACKAGED_USER) ? PACKAGED_USER : named.isEmpty() ? null : named,
        "strict".equals(properties.get("ProtectSystem")),
        List.copyOf(writable));
  }

  private static List<String> words(Map<String, String> properties, String name) {
    return List.of(properties.getOrDefault(name, "").split("\\s+", -1)).stream()
        .filter(word -> !word.isEmpty())
        .toList();
  }

  private static boolean isThere(String user) {
    try {
      users(Path.of("/")).lookupPrincipalByName(user);
      return true;
    } catch (IOException | UnsupportedOperationException e) {
      return false;
    }
  }

  private static UserPrincipalLookupService users(Path folder) {
    return folder.getFileSystem().getUserPrincipalLookupService();
  }

  /** Whom the service runs as; null where it is not installed. */
  @Nullable String user() {
    return user;
  }

  /** Tests whether the unit lets the service write there, whoever owns it. */
  boolean unitAllows(Path folder) throws IOException {
    Path real = folder.toRealPath();
    return !strict || writable.stream().anyMatch(real::startsWith);
  }

  /** Tests whether the service's user may write there by the files' owners and rights. */
  boolean userMayWrite(Path folder) throws IOException {
    String who = user;
    return who == null
        || exitStatus("runuser", "-u", who, "--", "test", "-w", folder.toString()) == 0;
  }

  /**
   * Gives a folder that was made just now to the service's user; without a service to the owner of
   * the folder it lies in.
   */
  void give(Path folder) throws IOException {
    PosixFileAttributes above =
        Files.readAttributes(folder.toAbsolutePath().resolveSibling(""), PosixFileAttributes.class);
    PosixFileAttributeView own = Files.getFileAttributeView(folder, PosixFileAttributeView.class);
    String who = user;
    UserPrincipal owner = who == null ? above.owner() : users(folder).lookupPrincipalByName(who);
    own.setOwner(owner);
    try {
      own.setGroup(who == null ? above.group() : users(folder).lookupPrincipalByGroupName(who));
    } catch (UserPrincipalNotFoundException e) {
      // A user without a group of its own name: the owner is enough to write.
    }
  }

  /** Lets the packaged service write elsewhere than in its own folders. */
  static String dropIn(Path folder) {
    return "systemctl edit catenary, with the lines [Service] and ReadWritePaths=" + folder;
  }

  private static int exitStatus(String... command) throws IOException {
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    return ended(process);
  }

  private static String output(String... command) throws IOException {
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    ended(process);
    return text;
  }

  private static int ended(Process process) throws IOException {
    try {
      if (process.waitFor(ANSWER_SECONDS, TimeUnit.SECONDS)) {
        return process.exitValue();
      }
      process.destroyForcibly();
      throw new IOException("no answer within " + ANSWER_SECONDS + " s");
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}
