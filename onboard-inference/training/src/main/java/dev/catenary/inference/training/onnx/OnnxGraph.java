package dev.catenary.inference.training.onnx;

import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * An ONNX model of a few nodes, written directly. Field numbers: {@code onnx.proto}, IR version 8;
 * operators: set 17 of the standard ones, so any ONNX runtime can run it.
 */
final class OnnxGraph {
  static final int FLOAT = 1;
  static final int UINT8 = 2;
  static final int INT8 = 3;
  static final int INT32 = 6;

  private static final int IR_VERSION = 8;
  private static final int OPERATOR_SET = 17;
  private static final int ATTRIBUTE_INT = 2;

  private final List<ProtoMessage> nodes = new ArrayList<>();
  private final List<ProtoMessage> constants = new ArrayList<>();

  /** Adds a node with one output and gives that output's name. */
  String node(String operator, String output, String... inputs) {
    nodes.add(nodeMessage(operator, output, inputs));
    return output;
  }

  /** A node with one integer attribute. */
  String node(String operator, String output, String attribute, int value, String... inputs) {
    ProtoMessage setting =
        new ProtoMessage().text(1, attribute).number(3, value).number(20, ATTRIBUTE_INT);
    nodes.add(nodeMessage(operator, output, inputs).message(5, setting));
    return output;
  }

  private static ProtoMessage nodeMessage(String operator, String output, String... inputs) {
    ProtoMessage node = new ProtoMessage();
    for (String input : inputs) {
      node.text(1, input);
    }
    return node.text(2, output).text(3, output + "_node").text(4, operator);
  }

  String floats(String name, float[] values, long... shape) {
    ByteBuffer raw = raw(values.length * Float.BYTES);
    raw.asFloatBuffer().put(values);
    return constant(name, FLOAT, raw, shape);
  }

  String ints(String name, int[] values, long... shape) {
    ByteBuffer raw = raw(values.length * Integer.BYTES);
    raw.asIntBuffer().put(values);
    return constant(name, INT32, raw, shape);
  }

  String bytes(String name, int type, byte[] values, long... shape) {
    return constant(name, type, ByteBuffer.wrap(values), shape);
  }

  private static ByteBuffer raw(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private String constant(String name, int type, ByteBuffer raw, long... shape) {
    ProtoMessage tensor = new ProtoMessage();
    for (long side : shape) {
      tensor.number(1, side);
    }
    constants.add(tensor.number(2, type).text(8, name).bytes(9, ByteString.copyFrom(raw)));
    return name;
  }

  /** The finished file: rows of the input in, rows of the output out. */
  byte[] model(String name, int inputType, int inputs, String output, int outputs) {
    ProtoMessage graph = new ProtoMessage();
    nodes.forEach(node -> graph.message(1, node));
    graph.text(2, name);
    constants.forEach(constant -> graph.message(5, constant));
    graph.message(11, value("rows_in", inputType, inputs));
    graph.message(12, value(output, FLOAT, outputs));
    return new ProtoMessage()
        .number(1, IR_VERSION)
        .text(2, "catenary")
        .message(7, graph)
        .message(8, new ProtoMessage().text(1, "").number(2, OPERATOR_SET))
        .finished()
        .toByteArray();
  }

  private static ProtoMessage value(String name, int type, int columns) {
    ProtoMessage shape =
        new ProtoMessage()
            .message(1, new ProtoMessage().text(2, "rows"))
            .message(1, new ProtoMessage().number(1, columns));
    ProtoMessage tensor = new ProtoMessage().number(1, type).message(2, shape);
    return new ProtoMessage().text(1, name).message(2, new ProtoMessage().message(1, tensor));
  }
}
