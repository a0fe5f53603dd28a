package dev.catenary.proving.torture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The service on a tmpfs that only it sees, in a mount namespace of its own, and what is done to
 * that file system from outside. Needs no rights but those of a user namespace.
 */
final class MountedDisk implements AutoCloseable {
  private static final String FILLER = "filler";

  private final DiskFault fault;
  private final Path data;
  private final ServiceProcess service;

  private MountedDisk(DiskFault fault, Path data, ServiceProcess service) {
    this.fault = fault;
    this.data = data;
    this.service = service;
  }

  /** Tests whether this machine allows mount namespaces. */
  static boolean isPossible() throws InterruptedException {
    return execute(List.of("unshare", "-mr", "mount", "-t", "tmpfs", "tmpfs", "/mnt"));
  }

  /**
   * Mounts it and starts the service on it.
   *
   * @param data where the service keeps spool and journal, which the tmpfs is laid over
   */
  static MountedDisk start(DiskFault fault, Path data, Path config, Path log) throws IOException {
    String mount = "mount -t tmpfs -o " + fault.options() + " tmpfs " + data + " && exec \"$@\"";
    return new MountedDisk(
        fault,
        data,
        ServiceProcess.start(
            List.of("unshare", "-mr", "sh", "-c", mount, "sh"),
            config,
            TortureMachine.ENVIRONMENT,
            log));
  }

  ServiceProcess service() {
    return service;
  }

  /** The spool's folder, as seen from outside while the service runs. */
  Path spool() {
    return Path.of("/proc", Long.toString(service.pid()), "root")
        .resolve(data.toString().substring(1))
        .resolve("spool");
  }

  /**
   * Brings the fault about. A file system that is open for writing lets nobody remount it: another
   * view is laid over it.
   *
   * @return false when that was not possible
   */
  boolean spoil() throws InterruptedException {
    if (fault == DiskFault.FILLED) {
      fill();
      return true;
    }
    return inside("mount", "--bind", data.toString(), data.toString())
        && inside("mount", "-o", "remount,bind,ro", data.toString());
  }

  private void fill() {
    try (var out = Files.newOutputStream(filler())) {
      byte[] bytes = new byte[1 << 16];
      while (true) {
        out.write(bytes);
      }
    } catch (IOException e) {
      // It is full.
    }
  }

  /** Takes the fault away again. */
  void heal() throws IOException, InterruptedException {
    if (fault == DiskFault.FILLED) {
      Files.delete(filler());
    } else {
      inside("umount", "-l", data.toString());
    }
  }

  private Path filler() {
    return spool().resolveSibling(FILLER);
  }

  private boolean inside(String... command) throws InterruptedException {
    List<String> all =
        new ArrayList<>(
            List.of(
                "nsenter",
                "--preserve-credentials",
                "-U",
                "-m",
                "-t",
                Long.toString(service.pid())));
    all.addAll(List.of(command));
    return execute(all);
  }

  private static boolean execute(List<String> command) throws InterruptedException {
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public void close() {
    service.close();
  }
}
