package dev.catenary.device.page;

import org.jspecify.annotations.Nullable;

/**
 * Desks behind the page's actions; null where this vehicle lacks one.
 *
 * @param selfTest the 60 s self-test
 * @param support the bundle for those who help from afar
 * @param mission start, stop and label
 * @param updates what runs and what waits
 */
public record PageDesks(
    @Nullable SelfTestDesk selfTest,
    @Nullable SupportBundle support,
    @Nullable Mission mission,
    @Nullable Updates updates) {
  /** Nothing of it. */
  public static final PageDesks NONE = new PageDesks(null, null, null);

  /** Without updates. */
  public PageDesks(
      @Nullable SelfTestDesk selfTest, @Nullable SupportBundle support, @Nullable Mission mission) {
    this(selfTest, support, mission, null);
  }
}
