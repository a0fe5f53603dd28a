package dev.catenary.uplink.spool;

/** The names of files in a spool folder; docs/spool.md has the table. */
final class SpoolNames {
  static final String LAZ = ".laz";
  static final String RECORDING = ".pcapng";
  static final String MANIFEST = ".manifest";
  static final String EVENT = ".event";
  static final String UPLOAD = ".upload";
  static final String PART = ".part";
  static final String QUARANTINE = "quarantine";
  static final String REASON = ".reason";
  static final String RECEIPTS = "receipts.log";
  static final String RECEIPTS_OLD = "receipts.old.log";
  static final String SPENT = "upload.spent";
  static final String INDEX = "spool.index";
  static final String GIVEN_UP = "given-up.log";
  static final String BALLAST = "spool.ballast";
  static final String TRIAL = "spool.trial.";
  static final String SEAL_NUMBER = "seal.number";
  static final String LOCK = "spool.lock";

  private SpoolNames() {}

  /** The name without the ending, or an empty text when it has another one. */
  static String stem(String name, String ending) {
    return name.endsWith(ending) ? name.substring(0, name.length() - ending.length()) : "";
  }
}
