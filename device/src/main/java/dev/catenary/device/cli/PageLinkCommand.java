package dev.catenary.device.cli;

import dev.catenary.device.config.CatenaryConfig;
import dev.catenary.device.config.ConfigFile;
import dev.catenary.device.json.JsonText;
import dev.catenary.device.page.PageAddress;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows the way to this vehicle's page. */
@Command(
    name = "page-link",
    description =
        "Print the address of this vehicle's page, the fingerprint of its certificate, and a QR code"
            + " for a phone.")
final class PageLinkCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--config",
      defaultValue = "/etc/catenary/catenary.yaml",
      description = "Configuration file (YAML). Default: ${DEFAULT-VALUE}.")
  private Path configFile;

  @Option(names = "--json", description = "Prints one JSON object.")
  private boolean json;

  @Override
  public Integer call() throws Exception {
    CatenaryConfig config = ConfigFile.read(configFile).require();
    if (!config.page().isOn()) {
      throw new IOException(
          configFile
              + ": found no page (page.port is 0); expected a port; cure: set page.port: 8443 and"
              + " restart the service");
    }
    List<String> addresses = PageAddress.all(config.page());
    String fingerprint = PageAddress.fingerprint(config.page());
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      Map<String, Object> told = new LinkedHashMap<>();
      told.put("vehicle", config.vehicle());
      told.put("addresses", addresses);
      told.put("sha256", fingerprint);
      out.println(JsonText.of(told));
    } else {
      out.println("Vehicle      " + config.vehicle());
      for (String address : addresses) {
        out.println("Page         " + address);
      }
      out.println(
          "Certificate  "
              + (fingerprint.isEmpty() ? "is made at the service's first start" : fingerprint));
      out.println("The browser asks about the certificate once: compare the SHA-256 fingerprint.");
      out.println();
      out.print(QrText.of(addresses.getFirst()));
    }
    out.flush();
    return 0;
  }
}
