package dev.catenary.uplink.transfer;

import java.nio.file.Path;

/** A folder instead of an S3 store, for a bench with no network; made when it is not there. */
public record DirectoryConfig(Path folder) {}
