package dev.catenary.fleet.stream.job;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageLite;
import java.io.IOException;
import java.util.Objects;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSchemaCompatibility;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.util.InstantiationUtil;
import org.jspecify.annotations.Nullable;

/**
 * Protocol Buffers messages as state and between operators: their length and their bytes. State
 * grows with the message, by the rules of Protocol Buffers.
 *
 * @param <T> one kind of message
 */
public final class MessageSerializer<T extends MessageLite> extends TypeSerializer<T> {
  private static final long serialVersionUID = 1;

  private final Class<T> kind;
  private transient @Nullable T empty;

  public MessageSerializer(Class<T> kind) {
    this.kind = kind;
  }

  Class<T> kind() {
    return kind;
  }

  private T empty() {
    T known = empty;
    if (known == null) {
      known = emptyOf(kind);
      empty = known;
    }
    return known;
  }

  static <T extends MessageLite> T emptyOf(Class<T> kind) {
    try {
      return kind.cast(kind.getMethod("getDefaultInstance").invoke(null));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(kind + " is no message", e);
    }
  }

  @Override
  public boolean isImmutableType() {
    return true;
  }

  @Override
  public TypeSerializer<T> duplicate() {
    return new MessageSerializer<>(kind);
  }

  @Override
  public T createInstance() {
    return empty();
  }

  @Override
  public T copy(T from) {
    return from;
  }

  @Override
  public T copy(T from, T reuse) {
    return from;
  }

  @Override
  public int getLength() {
    return -1;
  }

  @Override
  public void serialize(T message, DataOutputView target) throws IOException {
    byte[] bytes = message.toByteArray();
    target.writeInt(bytes.length);
    target.write(bytes);
  }

  @Override
  public T deserialize(DataInputView source) throws IOException {
    byte[] bytes = new byte[source.readInt()];
    source.readFully(bytes);
    try {
      return kind.cast(empty().getParserForType().parseFrom(bytes));
    } catch (InvalidProtocolBufferException e) {
      throw new IOException("state that is no " + kind.getSimpleName(), e);
    }
  }

  @Override
  public T deserialize(T reuse, DataInputView source) throws IOException {
    return deserialize(source);
  }

  @Override
  public void copy(DataInputView source, DataOutputView target) throws IOException {
    int length = source.readInt();
    target.writeInt(length);
    target.write(source, length);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof MessageSerializer && ((MessageSerializer<?>) other).kind.equals(kind);
  }

  @Override
  public int hashCode() {
    return Objects.hashCode(kind.getName());
  }

  @Override
  public TypeSerializerSnapshot<T> snapshotConfiguration() {
    return new Snapshot<>(kind);
  }

  /**
   * The kind of message by its class name, which is all there is to know.
   *
   * @param <T> one kind of message
   */
  public static final class Snapshot<T extends MessageLite> implements TypeSerializerSnapshot<T> {
    private static final int VERSION = 1;

    private Class<T> kind;

    /** For Flink, which reads it afterwards. */
    @SuppressWarnings({"unused", "NullAway.Init"})
    public Snapshot() {}

    Snapshot(Class<T> kind) {
      this.kind = kind;
    }

    @Override
    public int getCurrentVersion() {
      return VERSION;
    }

    @Override
    public void writeSnapshot(DataOutputView out) throws IOException {
      out.writeUTF(kind.getName());
    }

    @Override
    public void readSnapshot(int version, DataInputView in, ClassLoader loader) throws IOException {
      kind = InstantiationUtil.resolveClassByName(in, loader);
    }

    @Override
    public TypeSerializer<T> restoreSerializer() {
      return new MessageSerializer<>(kind);
    }

    @Override
    public TypeSerializerSchemaCompatibility<T> resolveSchemaCompatibility(
        TypeSerializerSnapshot<T> old) {
      return old instanceof Snapshot && ((Snapshot<T>) old).kind.equals(kind)
          ? TypeSerializerSchemaCompatibility.compatibleAsIs()
          : TypeSerializerSchemaCompatibility.incompatible();
    }
  }
}
