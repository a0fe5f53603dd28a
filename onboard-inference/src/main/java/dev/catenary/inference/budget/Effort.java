package dev.catenary.inference.budget;

/** Work that a zone may cost, most first. */
public enum Effort {
  /** All zones by the model. */
  FULL,
  /** Zones with seen ground and nothing tall by their heights only; all others by the model. */
  LOW_ZONES_COARSE,
  /** The same zones by their heights, all others by the rules. */
  RULES_ONLY
}
