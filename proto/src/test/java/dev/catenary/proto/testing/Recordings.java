package dev.catenary.proto.testing;

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
 * Marks tests that need the folder of real recordings named by the system property {@code
 * catenary.recordings}. Without it they are skipped with that reason, except where the environment
 * variable {@code CATENARY_RECORDINGS_REQUIRED} is set: there they fail.
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Tag("recordings")
@ExtendWith(Recordings.Present.class)
public @interface Recordings {
  /** Skips or fails when the folder is not there. */
  final class Present implements ExecutionCondition {
    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
      if (RecordingsFolder.isThere()) {
        return ConditionEvaluationResult.enabled("recordings in " + RecordingsFolder.path());
      }
      if (System.getenv("CATENARY_RECORDINGS_REQUIRED") != null) {
        throw new IllegalStateException(
            "CATENARY_RECORDINGS_REQUIRED is set but there is no folder "
                + RecordingsFolder.path());
      }
      return ConditionEvaluationResult.disabled(
          "no recordings in "
              + RecordingsFolder.path()
              + "; name their folder with -Dcatenary.recordings=DIR");
    }
  }
}
