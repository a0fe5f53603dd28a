package dev.catenary.capture.journal;

/** The stages behind a source that can wait, as that source sees them. */
public interface Downstream {
  /** False while it cannot take more without dropping. */
  boolean hasRoom();

  /** True while it does all its work in full for what it is given. */
  default boolean isAtEase() {
    return hasRoom();
  }
}
