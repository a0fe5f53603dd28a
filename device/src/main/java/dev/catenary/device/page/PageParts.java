package dev.catenary.device.page;

import dev.catenary.device.assembly.Assembly;
import dev.catenary.device.config.CatenaryConfig;
import dev.catenary.device.page.access.OnceCode;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Parts of the machine that the page shows and acts on.
 *
 * @param configFile that the machine was started by
 * @param watch what is kept of the running machine for showing
 * @param actions what can be done with it
 * @param once a code that lets one person in; null without one
 */
public record PageParts(
    CatenaryConfig config,
    Path configFile,
    String softwareVersion,
    Assembly machine,
    PageWatch watch,
    PageActions actions,
    @Nullable OnceCode once) {
  /** Without such a code, as on every vehicle. */
  public PageParts(
      CatenaryConfig config,
      Path configFile,
      String softwareVersion,
      Assembly machine,
      PageWatch watch,
      PageActions actions) {
    this(config, configFile, softwareVersion, machine, watch, actions, null);
  }
}
