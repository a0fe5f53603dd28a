package dev.catenary.device.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonReaderTest {
  /** RFC 8259, section 13: its two examples, shortened. */
  @Test
  void theExamplesOfTheStandardAreRead() throws JsonException {
    assertThat(
            JsonReader.read(
                """
                { "Image": { "Width": 800, "Title": "View from 15th Floor", "Animated": false,
                    "IDs": [116, 943, 234, 38793], "None": null } }
                """))
        .isEqualTo(
            Map.of(
                "Image",
                new java.util.LinkedHashMap<String, Object>() {
                  private static final long serialVersionUID = 1;

                  {
                    put("Width", 800L);
                    put("Title", "View from 15th Floor");
                    put("Animated", false);
                    put("IDs", List.of(116L, 943L, 234L, 38793L));
                    put("None", null);
                  }
                }));
    assertThat(JsonReader.read("[{\"Latitude\": 37.7668, \"Longitude\": -122.3959}]"))
        .isEqualTo(List.of(Map.of("Latitude", 37.7668, "Longitude", -122.3959)));
  }

  /** RFC 8259, section 7: the G clef as it is escaped there. */
  @Test
  void escapesAreTheStandards() throws JsonException {
    assertThat(JsonReader.read("\"\\uD834\\uDD1E \\\"\\\\\\/\\b\\f\\n\\r\\t\""))
        .isEqualTo("\uD834\uDD1E \"\\/\b\f\n\r\t");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "{",
        "[1,]",
        "{\"a\":1,}",
        "{a: 1}",
        "{'a': 1}",
        "[01]",
        "[1.]",
        "[.5]",
        "[+1]",
        "[NaN]",
        "[1e999]",
        "[\"\u0001\"]",
        "[\"\\x\"]",
        "[\"\\u12G4\"]",
        "[\"a]",
        "[1] 2",
        "{\"a\": &x [1], \"b\": *x}",
        "# a comment\n[]",
        "{\"a\": 1, \"a\": 2}",
        "tru",
        "[1 2]"
      })
  void whatIsNoJsonIsRefused(String text) {
    assertThatExceptionOfType(JsonException.class).isThrownBy(() -> JsonReader.read(text));
  }

  @Test
  void depthIsHeld() throws Exception {
    String deep = "[".repeat(JsonReader.DEPTH_MAX) + "1" + "]".repeat(JsonReader.DEPTH_MAX);
    assertThat(JsonReader.read(deep)).isInstanceOf(List.class);
    assertThatExceptionOfType(JsonException.class)
        .isThrownBy(() -> JsonReader.read("[" + deep + "]"))
        .withMessageContaining("within each other");
  }

  /**
   * A text of the largest size that a request may have, each of a kind that a parser could fear.
   */
  @ParameterizedTest
  @ValueSource(strings = {"[", "{\"a\":", "\"", "\\", "1", "[[],", "{\"\":{},", " ", "'"})
  void aHostileTextIsRefusedAtOnce(String part) {
    String text = "{\"a\":" + part.repeat(500_000 / part.length());
    long start = System.nanoTime();
    assertThatExceptionOfType(JsonException.class).isThrownBy(() -> JsonReader.read(text));
    assertThat((System.nanoTime() - start) / 1e9).isLessThan(1);
  }

  @Test
  void theSeenBodyIsRefused() throws Exception {
    String body =
        Files.readString(
            Path.of(
                System.getProperty("catenary.root"),
                "testdata/cases/page-bad-inputs/deep-json-body.txt"));
    assertThatExceptionOfType(JsonException.class)
        .isThrownBy(() -> JsonReader.read(body))
        .withMessageContaining("within each other");
  }

  @Property
  void anyTextIsReadOrRefused(
      @ForAll @StringLength(max = 60) @CharRange(from = ' ', to = '~') String text) {
    try {
      JsonReader.read(text);
    } catch (JsonException e) {
      assertThat(e.found()).contains("at character");
    }
  }

  @Property
  void whatIsWrittenIsRead(@ForAll @StringLength(max = 40) String text, @ForAll int number)
      throws JsonException {
    Map<String, Object> written = Map.of("text", text, "list", List.of(number, true));
    assertThat(JsonReader.read(JsonText.of(written)))
        .isEqualTo(Map.of("text", text, "list", List.of((long) number, true)));
  }
}
