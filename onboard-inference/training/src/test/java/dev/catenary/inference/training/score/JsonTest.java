package dev.catenary.inference.training.score;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Read back by another's reader: JSON is YAML 1.2. */
final class JsonTest {
  private static Object read(String json) {
    return new Load(LoadSettings.builder().build()).loadFromString(json);
  }

  @Test
  void documentComesBack() {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("whole", 3);
    document.put("share", 0.25);
    document.put("none", Double.NaN);
    document.put("list", List.of("a", Map.of("b", 1)));
    document.put("numbers", new float[] {1.5f, -2});
    Map<String, Object> expected = new LinkedHashMap<>(document);
    expected.put("none", null);
    expected.put("numbers", List.of(1.5, -2.0));
    assertThat(read(new Json().write(document))).isEqualTo(expected);
  }

  @Property(tries = 100)
  void anyTextComesBack(
      @ForAll @AlphaChars @Chars({'"', '\\', '\n', '\t', ' ', ':'}) @StringLength(max = 20)
          String text) {
    assertThat(read(new Json().write(Map.of("text", text)))).isEqualTo(Map.of("text", text));
  }
}
