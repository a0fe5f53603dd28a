package dev.catenary.proto.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class BoundedYamlTest {
  @Test
  void plainTextsAreRead() throws TextRefused {
    assertThat(BoundedYaml.load("a: {b: [1, 2.5, \"x\"]}\nc: &n true\nd: *n"))
        .isEqualTo(Map.of("a", Map.of("b", List.of(1, 2.5, "x")), "c", true, "d", true));
    assertThat(BoundedYaml.load("")).isNull();
    assertThat(BoundedYaml.compose("# nothing")).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"[", "{a: ", "- ", "[\n", "? ", "{\"a\":["})
  void depthIsRefusedAtOnce(String part) {
    String deep = part.repeat(16_000);
    Assertions.assertTimeoutPreemptively(
        Duration.ofSeconds(2),
        () ->
            assertThatThrownBy(() -> BoundedYaml.load(deep))
                .isInstanceOf(TextRefused.class)
                .hasMessageContaining("found")
                .hasMessageContaining("expected"));
  }

  @Test
  void depthCannotHideInQuotes() {
    String deep = "[\"]\", ".repeat(16_000);
    assertThatThrownBy(() -> BoundedYaml.load(deep)).hasMessageContaining("deep");
  }

  @Test
  void aliasesAreWrittenOutBeforeTheyAreBuilt() {
    StringBuilder bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
    for (int i = 1; i < 7; i++) {
      bomb.append("a").append(i).append(": &a").append(i).append(" [");
      bomb.append(("*a" + (i - 1) + ", ").repeat(9)).append("x]\n");
    }
    assertThatThrownBy(() -> BoundedYaml.load(bomb.toString())).hasMessageContaining("alias");
    assertThatThrownBy(() -> BoundedYaml.load("a: &a [*a]")).hasMessageContaining("within itself");
  }

  @Test
  void keyThatStandsTwiceIsRefusedWithBothLines() {
    TextRefused refused =
        catchThrowableOfType(
            TextRefused.class, () -> BoundedYaml.load("x:\n  a: 1\n  b: 2\n  a: 3\n"));
    assertThat(refused).hasMessageContaining("\"a\" in line 2 and again in line 4");
    assertThat(refused.line()).isEqualTo(4);
  }

  @Test
  void listThatIsNotClosedIsSaidOnce() {
    TextRefused refused =
        catchThrowableOfType(TextRefused.class, () -> BoundedYaml.load("lasers: [\n"));
    assertThat(refused.line()).isEqualTo(2);
    assertThat(refused.found()).isEqualTo("'<stream end>'");
    assertThat(refused.expected()).isEqualTo("the node content");
  }

  @Test
  void makersMayWriteKeysTwice() throws TextRefused {
    assertThat(BoundedYaml.loadLastKey("{\"a\": 1, \"a\": 2}")).isEqualTo(Map.of("a", 2));
  }

  @Property(tries = 500)
  void anyTextIsReadOrRefused(@ForAll @StringLength(max = 200) String text) {
    try {
      BoundedYaml.load(text);
    } catch (TextRefused e) {
      assertThat(e.found()).isNotBlank().doesNotContain("org.snakeyaml");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-16", "UTF-16LE", "UTF-16BE", "UTF-32", "UTF-32LE"})
  void otherEncodingsAreNamed(String name) {
    byte[] bytes = "vehicle: ute-7\nmission: m\n".getBytes(Charset.forName(name));
    assertThatThrownBy(() -> Utf8.decode(bytes))
        .hasMessageContaining("found " + name.substring(0, 6))
        .hasMessageContaining("expected UTF-8");
  }

  @Test
  void latinLettersAreNamedWithTheirLine() {
    byte[] bytes = "a: 1\nb: Gr\u00fcn\n".getBytes(StandardCharsets.ISO_8859_1);
    assertThatThrownBy(() -> Utf8.decode(bytes))
        .hasMessageContaining("line 2")
        .hasMessageContaining("0xFC");
  }

  @Test
  void markOfUtf8IsLeftOut() throws TextRefused {
    assertThat(Utf8.decode("\uFEFFa: \u00fc".getBytes(StandardCharsets.UTF_8)))
        .isEqualTo("a: \u00fc");
  }
}
