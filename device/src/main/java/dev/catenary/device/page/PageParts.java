package dev.catenary.device.page;

import dev.catenary.device.assembly.Assembly;
import dev.catenary.device.config.CatenaryConfig;
import java.nio.file.Path;

/**
 * Parts of the machine that the page shows and acts on.
 *
 * @param configFile that the machine was started by
 * @param watch what is kept of the running machine for showing
 * @param desks what can be done with it
 */
public record PageParts(
    CatenaryConfig config,
    Path configFile,
    String softwareVersion,
    Assembly machine,
    PageWatch watch,
    PageDesks desks) {}
