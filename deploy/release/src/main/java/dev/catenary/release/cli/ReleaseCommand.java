package dev.catenary.release.cli;

import dev.catenary.device.update.trust.attack.TrustException;
import java.io.IOException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command line of those who release; see docs/release.md. */
@Command(
    name = "catenary-release",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description = "Keys, signed repositories and their publication. Never on a vehicle.",
    subcommands = {
      KeyCommands.Key.class,
      KeyCommands.Token.class,
      KeyCommands.Rotate.class,
      RepositoryCommands.Init.class,
      RepositoryCommands.Add.class,
      RepositoryCommands.Sign.class,
      RepositoryCommands.Recall.class,
      RepositoryCommands.Stamp.class,
      DirectCommand.class,
      PublishCommands.BundleUp.class,
      PublishCommands.Publish.class,
      PublishCommands.Verify.class,
      PublishCommands.Show.class,
    })
public final class ReleaseCommand implements Runnable {
  @Spec private CommandSpec spec;

  public static void main(String[] args) {
    System.exit(execute(args));
  }

  /** Runs one command line and gives the exit status: 0 done, 1 failed, 2 asked wrongly. */
  static int execute(String... args) {
    return new CommandLine(new ReleaseCommand())
        .setExecutionExceptionHandler(
            (exception, commandLine, _) -> {
              commandLine.getErr().println("catenary-release: " + message(exception));
              return 1;
            })
        .execute(args);
  }

  private static String message(Exception exception) {
    String text = exception.getMessage();
    String name =
        exception instanceof TrustException ? exception.getClass().getSimpleName() + ": " : "";
    boolean isOurs = exception instanceof IOException || exception instanceof IllegalStateException;
    return isOurs && text != null ? name + text : exception.toString();
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Which command? See --help.");
  }
}
