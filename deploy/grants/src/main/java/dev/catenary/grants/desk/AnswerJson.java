package dev.catenary.grants.desk;

import com.nimbusds.jose.util.JSONObjectUtils;
import dev.catenary.grants.request.Answer;
import java.util.LinkedHashMap;
import java.util.Map;

/** Writes an answer. */
final class AnswerJson {
  private AnswerJson() {}

  static String write(Answer answer) {
    Map<String, Object> fields = new LinkedHashMap<>();
    switch (answer) {
      case Answer.Grant grant -> {
        fields.put("method", grant.method());
        fields.put("url", grant.url().toString());
        fields.put("headers", grant.headers());
        fields.put("expires", grant.expires().toString());
      }
      case Answer.Refusal refusal -> {
        fields.put("refused", refusal.reason().word());
        fields.put("reason", refusal.text());
      }
    }
    return JSONObjectUtils.toJSONString(fields);
  }

  static int status(Answer answer) {
    return switch (answer) {
      case Answer.Grant grant -> 200;
      case Answer.Refusal refusal -> refusal.reason().status();
    };
  }
}
