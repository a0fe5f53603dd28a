package dev.catenary.fleet.desk.store;

/** The store cannot be read or written: a broken world. */
public final class StoreException extends RuntimeException {
  private static final long serialVersionUID = 1;

  StoreException(String found, Throwable cause) {
    super(found + "; expected a store that can be used; cure: see to the disk and the file", cause);
  }
}
