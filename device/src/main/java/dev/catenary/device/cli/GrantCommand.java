package dev.catenary.device.cli;

import dev.catenary.device.json.JsonText;
import dev.catenary.device.page.access.GrantIssuer;
import dev.catenary.device.page.access.Scope;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** For those who run the fleet: keys and grants for signing in to a vehicle that is offline. */
final class GrantCommand {
  private GrantCommand() {}

  /** Makes the fleet's key. */
  @Command(
      name = "grant-key",
      description = "Make the key that the fleet signs grants with; keep it off the vehicles.")
  static final class Key implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Option(names = "--out", required = true, description = "Folder for the two files of the key.")
    private Path folder;

    @Override
    public Integer call() throws Exception {
      Path shared = GrantIssuer.makeKey(folder);
      PrintWriter out = spec.commandLine().getOut();
      out.println("Private half     " + folder.resolve("fleet-key.json") + " (keep it)");
      out.println("Public half      " + shared + " (page.grants.keys of each vehicle)");
      out.flush();
      return 0;
    }
  }

  /** Signs a grant. */
  @Command(
      name = "grant-access",
      description = "Sign a grant: somebody may use one vehicle's page for a time, offline too.")
  static final class Access implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Option(names = "--key", required = true, description = "Private key of the fleet.")
    private Path key;

    @Option(names = "--device", required = true, description = "Name of the vehicle.")
    private String device;

    @Option(
        names = "--subject",
        required = true,
        description = "Person that the access is granted to.")
    private String subject;

    @Option(
        names = "--scopes",
        split = ",",
        defaultValue = "view",
        description = "Scopes, by commas: view, operate, configure. Default: ${DEFAULT-VALUE}.")
    private List<Scope> scopes;

    @Option(
        names = "--hours",
        defaultValue = "24",
        description = "Time for which the grant is good, in hours. Default: ${DEFAULT-VALUE}.")
    private int hours;

    @Option(
        names = "--issuer",
        defaultValue = "catenary-fleet",
        description =
            "Issuer, as page.grants.issuer of the vehicles has it. Default: ${DEFAULT-VALUE}.")
    private String issuer;

    @Option(names = "--json", description = "Prints one JSON object, with what the grant allows.")
    private boolean json;

    @Override
    public Integer call() throws Exception {
      Instant from = Instant.now();
      Duration life = Duration.ofHours(Math.max(1, hours));
      String grant =
          GrantIssuer.of(key, issuer).grant(device, subject, EnumSet.copyOf(scopes), from, life);
      if (json) {
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("device", device);
        told.put("subject", subject);
        told.put("scopes", scopes.stream().map(Scope::word).toList());
        told.put("issuer", issuer);
        told.put("from", from);
        told.put("expires", from.plus(life));
        told.put("grant", grant);
        spec.commandLine().getOut().println(JsonText.of(told));
      } else {
        spec.commandLine().getOut().println(grant);
      }
      spec.commandLine().getOut().flush();
      return 0;
    }
  }
}
