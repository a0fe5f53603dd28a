package dev.catenary.inference.model;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;

/**
 * Check of an ONNX file before the runtime parses it: every length lies within its message, and
 * messages nest no deeper than any network of ours. The runtime's parser recurses into what a
 * stranger wrote; this walk does not.
 *
 * <p>Source: onnx.proto3 of ONNX 1.19 (field numbers) and the Protocol Buffers encoding (wire
 * types).
 */
final class OnnxNesting {
  /** Ours nest four deep: model, graph, node, attribute. */
  static final int DEPTH_MAX = 16;

  private static final int VARINT_BITS = 64;
  private static final int WIRE_BITS = 3;

  /** A message that holds others which may hold it again; all else is skipped by its length. */
  private enum Kind {
    MODEL,
    GRAPH,
    TRAINING,
    FUNCTION,
    NODE,
    ATTRIBUTE,
    VALUE,
    TYPE,
    TYPE_OF_ELEMENT,
    TYPE_OF_MAP;

    private static final Map<Kind, Map<Integer, Kind>> FIELDS =
        Map.of(
            MODEL, Map.of(7, GRAPH, 20, TRAINING, 25, FUNCTION),
            GRAPH, Map.of(1, NODE, 11, VALUE, 12, VALUE, 13, VALUE),
            TRAINING, Map.of(1, GRAPH, 2, GRAPH),
            FUNCTION, Map.of(7, NODE, 11, ATTRIBUTE, 12, VALUE),
            NODE, Map.of(5, ATTRIBUTE),
            ATTRIBUTE, Map.of(6, GRAPH, 11, GRAPH, 14, TYPE, 15, TYPE),
            VALUE, Map.of(2, TYPE),
            TYPE, Map.of(4, TYPE_OF_ELEMENT, 5, TYPE_OF_MAP, 9, TYPE_OF_ELEMENT),
            TYPE_OF_ELEMENT, Map.of(1, TYPE),
            TYPE_OF_MAP, Map.of(2, TYPE));
  }

  private record Message(Kind kind, int end) {}

  private final byte[] bytes;
  private final String file;
  private int at;

  private OnnxNesting(byte[] bytes, String file) {
    this.bytes = bytes;
    this.file = file;
  }

  /**
   * Walks a file.
   *
   * @param file its name, for the message
   * @throws ModelRefused where it is cut short, nests too deep or is no ONNX
   */
  static void check(byte[] onnx, String file) {
    new OnnxNesting(onnx, file).walk();
  }

  private void walk() {
    Deque<Message> open = new ArrayDeque<>();
    open.push(new Message(Kind.MODEL, bytes.length));
    while (!open.isEmpty()) {
      Message in = open.element();
      if (at == in.end) {
        open.pop();
        continue;
      }
      long tag = varint(in.end);
      switch ((int) tag & (1 << WIRE_BITS) - 1) {
        case 0 -> varint(in.end);
        case 1 -> skip(Long.BYTES, in.end);
        case 2 -> {
          long length = varint(in.end);
          Kind kind = Kind.FIELDS.getOrDefault(in.kind, Map.of()).get((int) (tag >>> WIRE_BITS));
          if (kind == null) {
            skip(length, in.end);
            continue;
          }
          int start = at;
          skip(length, in.end);
          open.push(new Message(kind, at));
          at = start;
          if (open.size() > DEPTH_MAX) {
            throw refused("messages nested deeper than " + DEPTH_MAX);
          }
        }
        case 5 -> skip(Integer.BYTES, in.end);
        default -> throw refused("a field of no wire type of ONNX");
      }
    }
  }

  private void skip(long length, int end) {
    if (length < 0 || length > end - at) {
      throw refused("a field longer than the message it is in");
    }
    at += (int) length;
  }

  private long varint(int end) {
    long value = 0;
    for (int shift = 0; shift < VARINT_BITS; shift += 7) {
      if (at == end) {
        throw refused("a number that is cut short");
      }
      byte next = bytes[at++];
      value |= (next & 0x7FL) << shift;
      if (next >= 0) {
        return value;
      }
    }
    throw refused("a number of more than ten bytes");
  }

  private ModelRefused refused(String found) {
    return new ModelRefused(
        "found in "
            + file
            + ", at byte "
            + at
            + ", "
            + found
            + "; expected an ONNX network as train writes it; cure: copy the model's folder again");
  }
}
