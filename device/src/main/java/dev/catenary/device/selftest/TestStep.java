package dev.catenary.device.selftest;

import dev.catenary.device.log.Redaction;

/**
 * One thing that was tested. No secret stands in it, for it is signed and goes into bundles as it
 * is.
 *
 * @param name as {@code sensor roof}
 * @param cure what to do; empty when it passed
 */
public record TestStep(String name, boolean passed, String found, String expected, String cure) {
  public TestStep {
    found = Redaction.of(found);
    cure = Redaction.of(cure);
  }

  static TestStep passed(String name, String found, String expected) {
    return new TestStep(name, true, found, expected, "");
  }

  static TestStep failed(String name, String found, String expected, String cure) {
    return new TestStep(name, false, found, expected, cure);
  }
}
