package dev.catenary.device.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Secrets of every name, in every form that YAML and JSON have, in log, page and bundle. */
final class SecretsHiddenTest {
  private static final int TRIES = 4_000;

  private static final List<String> NAMES =
      List.of(
          "password",
          "passwd",
          "secret",
          "client-secret",
          "access-key",
          "secret_access_key",
          "session-token",
          "private-key",
          "privatekey",
          "x-signature",
          "credential",
          "passphrase");

  private static final List<String> BEFORE =
      List.of("vehicle: ute-7\n", "# a comment\n", "map: {crs: auto-utm, scale: 1}\n", "\n");

  /** One way to write a key and its value; %1$s is the key, %2$s and %3$s parts of the value. */
  private static final List<String> FORMS =
      List.of(
          "%1$s: %2$s\n",
          "%1$s: %2$s %3$s\n",
          "\"%1$s\": %2$s\n",
          "'%1$s' : '%2$s %3$s'\n",
          "\"%1$s\": \"%2$s \\\" %3$s\"\n",
          "%1$s: \"%2$s\n  %3$s\"\n",
          "%1$s: |\n  %2$s\n  %3$s\n",
          "%1$s: >-\n    %2$s\n\n    %3$s\n",
          "%1$s:\n  %2$s\n",
          "%1$s:\n  user: %2$s\n  deeper:\n    more: %3$s\n",
          "%1$s:\n  - %2$s\n  - %3$s\n",
          "%1$s:\n- %2$s\n- %3$s\n",
          "%1$s: [%2$s, %3$s]\n",
          "%1$s: {user: %2$s, more: {x: %3$s}}\n",
          "broker: {%1$s: %2$s, user: anna}\n",
          "broker: {user: anna, \"%1$s\": \"%2$s %3$s\"}\n",
          "{\"user\": \"anna\", \"%1$s\": \"%2$s\", \"more\": {\"%1$s\": [\"%3$s\"]}}\n",
          "# %1$s: %2$s\n",
          "user: anna # %1$s: %2$s\n",
          "endpoint: https://anna:%2$s@store.example\n");

  private final Random random = new Random(20_261_130);

  private <T> T any(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }

  private String word() {
    StringBuilder word = new StringBuilder("S");
    for (int i = 0; i < 12; i++) {
      word.append("abcdefghjkmnpqrstuvwxyzABCDEFGHJK23456789+/.-_".charAt(random.nextInt(46)));
    }
    return word.append("E").toString();
  }

  private String name() {
    String name = any(NAMES);
    return switch (random.nextInt(3)) {
      case 0 -> name.toUpperCase(Locale.ROOT);
      case 1 -> name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
      default -> name;
    };
  }

  private static String indented(String text, String by) {
    return text.lines()
        .map(line -> line.isEmpty() ? line + "\n" : by + line + "\n")
        .reduce("", String::concat);
  }

  private void check(String text, List<String> secrets) {
    String page = Redaction.hidden(text);
    for (String seen : List.of(Redaction.of(text), Redaction.ofConfiguration(text), page)) {
      for (String secret : secrets) {
        if (text.contains(secret)) {
          assertThat(seen).as("hidden of:%n%s", text).doesNotContain(secret);
        }
      }
    }
    assertThat(Redaction.restored(page, text)).isEqualTo(text);
  }

  @Test
  void noSecretIsSeenInWhateverFormItStandsAndThePageGetsEachOneBack() {
    for (int i = 0; i < TRIES; i++) {
      List<String> secrets = List.of(word(), word());
      String form = any(FORMS).formatted(name(), secrets.get(0), secrets.get(1));
      boolean whole = form.startsWith("{");
      String text =
          whole
              ? form
              : switch (random.nextInt(3)) {
                case 0 -> any(BEFORE) + form + "next: 1\n";
                case 1 -> any(BEFORE) + "outer:\n" + indented(form, "  ") + "  next: 1\n";
                default ->
                    "list:\n  - name: a\n" + indented(form, "    ") + "  - name: b\n    next: 1\n";
              };
      check(text, secrets);
    }
  }

  @Test
  void noSecretIsSeenInAFileThatIsNoYaml() {
    for (int i = 0; i < TRIES; i++) {
      List<String> secrets = List.of(word(), word());
      String text =
          "outer: [\n"
              + any(FORMS).formatted(name(), secrets.get(0), secrets.get(1))
              + "\tnext: 1\n";
      for (String seen : List.of(Redaction.ofConfiguration(text), Redaction.hidden(text))) {
        secrets.forEach(secret -> assertThat(seen).as(text).doesNotContain(secret));
      }
    }
  }

  @Test
  void valueUnderASecretsNameByAliasIsHiddenWhereItStands() {
    String text = "shared: &it SESAME1\nbroker:\n  password: *it\n";
    assertThat(Redaction.ofConfiguration(text)).doesNotContain("SESAME1");
  }

  @Test
  void secretMovesWithItsItemsName() {
    String former = "links:\n  - name: a\n    password: one\n  - name: b\n    password: two\n";
    String changed =
        "links:\n  - name: c\n    password: new\n  - name: b\n    password: ***\n"
            + "  - name: a\n    password: ***\n";
    assertThat(Redaction.restored(changed, former))
        .isEqualTo(
            "links:\n  - name: c\n    password: new\n  - name: b\n    password: two\n"
                + "  - name: a\n    password: one\n");
  }

  @Test
  void signElsewhereIsNotASecretsPlace() {
    String former = "password: SESAME1\nvehicle: a\n";
    assertThat(Redaction.restored("password: ***\nvehicle: \"***\"\n", former))
        .isEqualTo("password: SESAME1\nvehicle: \"***\"\n");
  }

  @Test
  void settingsBesideSecretsAreSeen() {
    String text = "iot:\n  credentials:\n    endpoint: host.example\n    token: SESAME1\n";
    assertThat(Redaction.hidden(text)).contains("host.example").doesNotContain("SESAME1");
    assertThat(Redaction.isSecret("iot.credentials.endpoint")).isFalse();
    assertThat(Redaction.isSecret("broker.secret.user")).isTrue();
    assertThat(Redaction.isSecret("broker.Access-Key")).isTrue();
  }

  @Test
  void longTextsAreReadWithoutDeepCalls() {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < 50_000; i++) {
      lines.add("  line " + i);
    }
    String text = "secret:\n" + String.join("\n", lines) + "\nnext: 1\n";
    assertThat(Redaction.of(text)).doesNotContain("line 49999").contains("next: 1");
    assertThat(Redaction.of("password: \"" + "x\\\"".repeat(50_000) + "\" end")).contains(" end");
  }
}
