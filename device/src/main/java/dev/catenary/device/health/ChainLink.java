package dev.catenary.device.health;

import java.util.Locale;

/** The links of the chain, in the order in which a fault in one explains those after it. */
public enum ChainLink {
  POWER,
  SENSOR,
  TIME,
  POSITION,
  MODEL,
  ZONES,
  DISK,
  NETWORK,
  CLOUD;

  /** As people and scripts read it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
