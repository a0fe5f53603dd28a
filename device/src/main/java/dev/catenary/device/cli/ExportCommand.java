package dev.catenary.device.cli;

import dev.catenary.device.export.SurveyChunks;
import dev.catenary.device.export.SurveyExport;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Joins chunks to one file for each mission. */
@Command(
    name = "export",
    description =
        "Join the chunks of each mission to one COPC file, with a STAC item, a virtual point cloud"
            + " and an index of the tiles.")
final class ExportCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(names = "--spool", description = "Folder of a spool.")
  private @Nullable Path spool;

  @Option(names = "--out", required = true, description = "Folder for the files that are written.")
  private Path out;

  @Parameters(
      arity = "0..*",
      paramLabel = "FOLDER",
      description = "Folders of chunks with their manifests, as taken from the store.")
  private @Nullable List<Path> folders;

  @Override
  public Integer call() throws Exception {
    SurveyChunks survey = new SurveyChunks();
    Path own = spool;
    if (own != null) {
      survey.addFolder(own);
    }
    for (Path folder : folders == null ? List.<Path>of() : folders) {
      survey.addFolder(folder);
    }
    PrintWriter to = spec.commandLine().getOut();
    survey.complaints().forEach(complaint -> to.println("left out: " + complaint));
    if (survey.chunks().isEmpty()) {
      throw new IOException(
          "found no chunk of a zone, expected manifests with their LAZ files beside them; cure:"
              + " give --spool, or the folder that the store's objects were taken to");
    }
    List<Path> files =
        new SurveyExport(SoftwareVersion.current(), Instant.now()).write(out, survey.chunks());
    to.println(survey.chunks().size() + " chunks");
    files.forEach(file -> to.println("wrote " + file));
    to.flush();
    return survey.complaints().isEmpty() ? 0 : 1;
  }
}
