package dev.catenary.inference.training.onnx;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** A protobuf message written field by field. */
final class ProtoMessage {
  private final ByteString.Output bytes = ByteString.newOutput();
  private final CodedOutputStream out = CodedOutputStream.newInstance(bytes);

  private interface Write {
    void to(CodedOutputStream out) throws IOException;
  }

  private ProtoMessage write(Write write) {
    try {
      write.to(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return this;
  }

  ProtoMessage number(int field, long value) {
    return write(to -> to.writeInt64(field, value));
  }

  ProtoMessage text(int field, String value) {
    return write(to -> to.writeString(field, value));
  }

  ProtoMessage bytes(int field, ByteString value) {
    return write(to -> to.writeBytes(field, value));
  }

  ProtoMessage message(int field, ProtoMessage value) {
    return bytes(field, value.finished());
  }

  ByteString finished() {
    write(CodedOutputStream::flush);
    return bytes.toByteString();
  }
}
