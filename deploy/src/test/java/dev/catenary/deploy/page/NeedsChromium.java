package dev.catenary.deploy.page;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Marks tests that drive a real Chromium. Without one they are skipped with that reason, except
 * where the environment variable {@code CATENARY_CHROMIUM_REQUIRED} is set: there they fail.
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Tag("chromium")
@ExtendWith(NeedsChromium.Present.class)
@interface NeedsChromium {
  /** Skips or fails when there is no browser. */
  final class Present implements ExecutionCondition {
    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
      var program = Chromium.program();
      if (program.isPresent()) {
        return ConditionEvaluationResult.enabled("browser " + program.get());
      }
      if (System.getenv("CATENARY_CHROMIUM_REQUIRED") != null) {
        throw new IllegalStateException(
            "CATENARY_CHROMIUM_REQUIRED is set but there is no chromium in the PATH");
      }
      return ConditionEvaluationResult.disabled(
          "no chromium in the PATH; install Debian's package chromium");
    }
  }
}
