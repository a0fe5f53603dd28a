package dev.catenary.device.update.fetch;

import dev.catenary.device.update.trust.format.UrlText;
import java.net.URI;
import java.nio.file.Path;

/** Both repositories as a stick, a folder or a server holds them. */
public record Sources(Repository director, Repository image) {
  /**
   * Those of a stick or folder: {@code image/} and {@code director/THING/}.
   *
   * @param thing name of the vehicle
   */
  public static Sources of(Path folder, String thing) {
    return new Sources(
        new FolderRepository(folder.resolve("director").resolve(UrlText.part(thing))),
        new FolderRepository(folder.resolve("image")));
  }

  /** Those below an address, in the same folders. */
  public static Sources of(URI base, String thing) {
    String text = base.toString();
    String folder = text.endsWith("/") ? text : text + "/";
    return new Sources(
        server(folder + "director/" + UrlText.part(thing) + "/"), server(folder + "image/"));
  }

  private static Repository server(String folder) {
    return new HttpRepository(URI.create(folder + "metadata/"), URI.create(folder + "targets/"));
  }
}
