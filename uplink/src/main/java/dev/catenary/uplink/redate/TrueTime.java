package dev.catenary.uplink.redate;

/** Host clock errors that receivers show. Any thread may ask. */
public interface TrueTime {
  /** Nobody tells. */
  TrueTime UNKNOWN =
      new TrueTime() {
        @Override
        public boolean isTold() {
          return false;
        }

        @Override
        public long hostAheadNanos() {
          return 0;
        }
      };

  /** True when a receiver that knows the date has told the time. */
  boolean isTold();

  /** Nanoseconds to be added to the host's clock as it is now; 0 when it is right. */
  long hostAheadNanos();
}
