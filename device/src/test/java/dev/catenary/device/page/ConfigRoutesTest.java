package dev.catenary.device.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.catenary.device.log.Redaction;
import dev.catenary.device.page.ServedPage.Signed;
import dev.catenary.device.page.Visitor.Answer;
import dev.catenary.device.page.access.Scope;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigRoutesTest {
  private static final Pattern CONFIRM = Pattern.compile("\"confirm\": \"([^\"]+)\"");

  @TempDir private Path folder;

  private ServedPage served;
  private Signed by;
  private String before;

  @BeforeEach
  void serve() throws Exception {
    served = new ServedPage(folder);
    by = served.signIn(Set.of(Scope.CONFIGURE));
    before = Files.readString(served.configFile);
  }

  @AfterEach
  void stop() throws Exception {
    served.close();
  }

  private Answer say(String method, String path, Map<String, String> body) throws Exception {
    try (Visitor visitor = served.visitor()) {
      String json = body.isEmpty() ? "" : dev.catenary.device.json.JsonText.of(body);
      return visitor.say(served.request(by, method, "/api/v1/" + path, json));
    }
  }

  private static String confirm(Answer answer) {
    Matcher matcher = CONFIRM.matcher(answer.body());
    assertThat(matcher.find()).as(answer.body()).isTrue();
    return matcher.group(1);
  }

  @Test
  void aWrongTextIsToldWithItsLineAndNotKept() throws Exception {
    Answer answer = say("POST", "config/check", Map.of("text", before + "zones: {cell: large}\n"));
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body())
        .contains("\"key\": \"zones.cell\"")
        .contains("\"line\": 9")
        .doesNotContain("\"confirm\"");
  }

  @Test
  void whatIsNoYamlIsToldWithItsLine() throws Exception {
    Answer answer = say("POST", "config/check", Map.of("text", "vehicle: a\n\tzones: 1\n"));
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body()).contains("\"line\": 2").doesNotContain("\"confirm\"");
  }

  @Test
  void aCheckedTextIsKeptAndTheFormerOneBesideIt() throws Exception {
    String text = before.replace("height: 30", "height: 31");
    Answer checked = say("POST", "config/check", Map.of("text", text));
    assertThat(checked.body())
        .contains("\"key\": \"position.height\", \"from\": \"30 m\", \"to\": \"31 m\"");
    Answer kept = say("PUT", "config", Map.of("text", text, "confirm", confirm(checked)));
    assertThat(kept.status()).as(kept.body()).isEqualTo(200);
    assertThat(kept.body()).contains("on the next start of the service");
    assertThat(served.configFile).hasContent(text);
    assertThat(folder.resolve("catenary.yaml.previous")).hasContent(before);
    assertThat(say("GET", "config", Map.of()).body()).contains("\"restartNeeded\": true");
  }

  @Test
  void anUncheckedTextIsNotKept() throws Exception {
    String text = before.replace("height: 30", "height: 31");
    String confirm = confirm(say("POST", "config/check", Map.of("text", text)));
    String other = before.replace("height: 30", "height: 32");
    assertThat(say("PUT", "config", Map.of("text", other, "confirm", confirm)).status())
        .isEqualTo(409);
    assertThat(say("PUT", "config", Map.of("text", text, "confirm", "guess")).status())
        .isEqualTo(409);
    assertThat(say("PUT", "config", Map.of("text", text)).status()).isEqualTo(409);
    assertThat(served.configFile).hasContent(before);
  }

  @Test
  void aConfirmationIsGoodOnce() throws Exception {
    String text = before.replace("height: 30", "height: 31");
    String confirm = confirm(say("POST", "config/check", Map.of("text", text)));
    assertThat(say("PUT", "config", Map.of("text", text, "confirm", confirm)).status())
        .isEqualTo(200);
    assertThat(say("PUT", "config", Map.of("text", text, "confirm", confirm)).status())
        .isEqualTo(409);
  }

  @Test
  void whatSomebodyElseChangedMeanwhileIsNotOverwritten() throws Exception {
    String text = before.replace("height: 30", "height: 31");
    String confirm = confirm(say("POST", "config/check", Map.of("text", text)));
    String byHand = before.replace("height: 30", "height: 33");
    Files.writeString(served.configFile, byHand);
    assertThat(say("PUT", "config", Map.of("text", text, "confirm", confirm)).status())
        .isEqualTo(409);
    assertThat(served.configFile).hasContent(byHand);
  }

  @Test
  void secretsAreHiddenAndPutBack() {
    String text =
        """
        upload:
          secret: s3cret
          endpoint: https://user:pass@store.example
        links:
          - password: one # first
          - password: two
        """;
    String hidden = Redaction.hidden(text);
    assertThat(hidden).doesNotContain("s3cret").doesNotContain("pass@").doesNotContain("two");
    assertThat(Redaction.restored(hidden, text)).isEqualTo(text);
    String changed = hidden.replaceFirst("secret: \\*\\*\\*", "secret: other");
    assertThat(Redaction.restored(changed, text)).isEqualTo(text.replace("s3cret", "other"));
  }
}
