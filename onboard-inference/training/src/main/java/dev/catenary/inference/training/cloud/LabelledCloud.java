package dev.catenary.inference.training.cloud;

import dev.catenary.proto.point.PointBatch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A cloud with a class for each point.
 *
 * @param name file name without its ending
 * @param place clouds of one place are trained on together, or not at all; those in one folder
 *     whose names begin with the folder's are of one place
 * @param simulated whether the simulator has made it
 */
public record LabelledCloud(
    String name, Path file, String place, boolean simulated, CloudPoints points) {
  /** Name of a cloud by the simulator: scene, sensor, vehicle, seed. */
  private static final Pattern SIMULATED =
      Pattern.compile("(.+)-(vlp16|os1-64)-(?:drone|car)-(\\d+)");

  /** Up to this many points of conductors are no line. */
  private static final int STRAY_POINTS = 20;

  /** The simulated sensor's name, or that it was an airborne survey. */
  public String sensor() {
    Matcher matcher = SIMULATED.matcher(name);
    return matcher.matches() ? matcher.group(2) : "airborne";
  }

  /** The kind of scene that was simulated, or the name of the real place. */
  public String scene() {
    Matcher matcher = SIMULATED.matcher(name);
    return matcher.matches() ? matcher.group(1) : name;
  }

  /** Tests whether points of conductors are known in it, more than a stray few. */
  public boolean hasLine() {
    int found = 0;
    for (int i = 0; i < points.size; i++) {
      found += points.truth[i] == TrueClass.CONDUCTOR.ordinal() ? 1 : 0;
    }
    return found > STRAY_POINTS;
  }

  /** The LAS and LAZ files at a path: the file itself, or all below a folder, by name. */
  public static List<Path> filesAt(Path path) throws IOException {
    if (Files.isRegularFile(path)) {
      return List.of(path);
    }
    if (!Files.isDirectory(path)) {
      throw new IOException(
          "found nothing at " + path + "; expected a LAS or LAZ file or a folder of them");
    }
    try (Stream<Path> files = Files.walk(path)) {
      return files.filter(LabelledCloud::isCloud).sorted().toList();
    }
  }

  private static boolean isCloud(Path file) {
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    return name.endsWith(".las") || name.endsWith(".laz");
  }

  /**
   * Reads a whole LAS or LAZ file.
   *
   * @throws CloudRefused the file is cut or damaged, or its coordinates are no lengths; the message
   *     names the file
   */
  public static LabelledCloud read(Path file) throws IOException {
    String fileName = file.getFileName().toString();
    int dot = fileName.lastIndexOf('.');
    String name = dot < 0 ? fileName : fileName.substring(0, dot);
    Matcher simulated = SIMULATED.matcher(name);
    boolean isSimulated = simulated.matches();
    CloudPoints points;
    try (LasFile las = LasFile.open(file)) {
      points = points(las, isSimulated);
    } catch (CloudRefused e) {
      throw e.in(file);
    }
    String place =
        isSimulated ? simulated.group(1) + "-" + simulated.group(3) : placeOf(file, name);
    return new LabelledCloud(name, file, place, isSimulated, points);
  }

  /** The folder's name where the file's begins with it: tiles and surveys of one place. */
  private static String placeOf(Path file, String name) {
    Path folder = file.toAbsolutePath().getParent();
    String folderName =
        folder == null || folder.getFileName() == null ? "" : folder.getFileName().toString();
    return !folderName.isEmpty() && name.startsWith(folderName) ? folderName : name;
  }

  private static CloudPoints points(LasFile las, boolean isSimulated) throws IOException {
    CloudUnits units = las.units();
    LasHeader header = las.header();
    CloudPoints points = new CloudPoints(1 << 16);
    LasPoint point = new LasPoint();
    while (las.next(point)) {
      // The simulator's 1 are fences and vehicles, which are nothing else; a survey's are a
      // mixture.
      TrueClass kind =
          isSimulated && point.classification == 1
              ? TrueClass.OTHER
              : TrueClass.ofAsprs(point.classification);
      points.add(
          units.horizontalMetres() * header.coordinate(0, point.x),
          units.horizontalMetres() * header.coordinate(1, point.y),
          units.verticalMetres() * header.coordinate(2, point.z),
          point.intensity,
          PointBatch.lasReturns(point.returnNumber, point.returns),
          (byte) kind.ordinal());
    }
    return points;
  }

  /** All files at the paths. */
  public static List<Path> filesAt(List<Path> paths) throws IOException {
    List<Path> files = new ArrayList<>();
    for (Path path : paths) {
      files.addAll(filesAt(path));
    }
    return files;
  }
}
