package dev.catenary.device.page;

import dev.catenary.device.mission.MissionControl;
import dev.catenary.device.selftest.SelfTestRunner;
import dev.catenary.device.support.SupportBundle;
import org.jspecify.annotations.Nullable;

/**
 * Parts behind the page's actions; null where this vehicle lacks one.
 *
 * @param selfTest the 60 s self-test
 * @param support the bundle for those who help from afar
 * @param mission start, stop and label
 * @param updates what runs and what waits
 */
public record PageActions(
    @Nullable SelfTestRunner selfTest,
    @Nullable SupportBundle support,
    @Nullable MissionControl mission,
    @Nullable Updates updates) {
  /** Nothing of it. */
  public static final PageActions NONE = new PageActions(null, null, null, null);

  /** Without updates. */
  public PageActions(
      @Nullable SelfTestRunner selfTest,
      @Nullable SupportBundle support,
      @Nullable MissionControl mission) {
    this(selfTest, support, mission, null);
  }
}
