package dev.catenary.proving.torture;

/** Fault of the small disk of one run. */
enum DiskFault {
  FULL("size=24m", "the disk is full", "filled by its own chunks, of 24 MiB"),
  FILLED("size=96m", "the disk is full", "filled to the last byte by another program"),
  INODES("size=256m,nr_inodes=60", "takes no new file", "out of inodes"),
  READ_ONLY("size=256m", "Read-only file system", "read-only for some seconds");

  private final String options;
  private final String sentence;
  private final String words;

  DiskFault(String options, String sentence, String words) {
    this.options = options;
    this.sentence = sentence;
    this.words = words;
  }

  /** Mount options of its tmpfs. */
  String options() {
    return options;
  }

  /** Sentence that the service logs at this fault. */
  String sentence() {
    return sentence;
  }

  /** For the row. */
  String words() {
    return words;
  }

  /** By the row's own hand; the service comes to the others by itself. */
  boolean isMade() {
    return this == FILLED || this == READ_ONLY;
  }
}
