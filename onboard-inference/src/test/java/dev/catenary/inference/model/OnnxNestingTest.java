package dev.catenary.inference.model;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Hostile ONNX files, refused before the runtime sees them; field numbers of onnx.proto3. */
class OnnxNestingTest {
  private static final String FILE = "first.int8.onnx";

  private static byte[] shipped(String name) throws IOException {
    try (InputStream stream = NeuralModel.class.getResourceAsStream("shipped/" + name)) {
      return stream.readAllBytes();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"first.int8.onnx", "second.int8.onnx", "first.fp32.onnx", "second.fp32.onnx"})
  void shippedNetworksPass(String name) throws IOException {
    byte[] onnx = shipped(name);
    assertThatCode(() -> OnnxNesting.check(onnx, name)).doesNotThrowAnyException();
  }

  /** A graph in an attribute of a node of a graph, and so on: ModelProto 7, GraphProto 1, 5, 6. */
  @Test
  void graphsWithinGraphsAreRefused() {
    byte[] inner = new byte[0];
    for (int level = 0; level < 500; level++) {
      inner = field(1, field(5, field(6, inner)));
    }
    byte[] onnx = field(7, inner);
    assertThatThrownBy(() -> OnnxNesting.check(onnx, FILE))
        .isInstanceOf(ModelRefused.class)
        .hasMessageContaining("nested deeper")
        .hasMessageContaining(FILE);
  }

  @Test
  void typesWithinTypesAreRefused() {
    byte[] inner = new byte[0];
    for (int level = 0; level < 500; level++) {
      inner = field(4, field(1, inner));
    }
    byte[] onnx = field(7, field(11, field(2, inner)));
    assertThatThrownBy(() -> OnnxNesting.check(onnx, FILE)).hasMessageContaining("nested deeper");
  }

  @Test
  void fileThatIsCutShortIsRefused() throws IOException {
    byte[] onnx = shipped(FILE);
    assertThatThrownBy(() -> OnnxNesting.check(Arrays.copyOf(onnx, onnx.length - 1), FILE))
        .isInstanceOf(ModelRefused.class);
  }

  @Test
  void groupsAreRefused() {
    byte[] groups = new byte[16_384];
    Arrays.fill(groups, (byte) (7 << 3 | 3));
    assertThatThrownBy(() -> OnnxNesting.check(groups, FILE)).hasMessageContaining("wire type");
  }

  @Property
  void anyBytesPassOrAreRefused(@ForAll byte[] bytes) {
    try {
      OnnxNesting.check(bytes, FILE);
    } catch (ModelRefused refused) {
      assertThatCode(refused::getMessage).doesNotThrowAnyException();
    }
  }

  private static byte[] field(int number, byte[] content) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(number << 3 | 2);
    int length = content.length;
    while (length > 0x7F) {
      out.write(length & 0x7F | 0x80);
      length >>>= 7;
    }
    out.write(length);
    out.writeBytes(content);
    return out.toByteArray();
  }
}
