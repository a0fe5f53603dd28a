package dev.catenary.device.cli;

import picocli.CommandLine.IVersionProvider;

/** The version of this build, from its jar's manifest. */
public final class SoftwareVersion implements IVersionProvider {
  /** The version, or {@code development} when run from classes. */
  public static String current() {
    String version = SoftwareVersion.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }

  @Override
  public String[] getVersion() {
    return new String[] {"catenary " + current()};
  }
}
