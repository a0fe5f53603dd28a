package dev.catenary.fleet.stream.job;

import com.google.protobuf.MessageLite;
import org.apache.flink.api.common.serialization.SerializerConfig;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;

/**
 * One kind of message as a type of Flink.
 *
 * @param <T> the message
 */
public final class MessageType<T extends MessageLite> extends TypeInformation<T> {
  private static final long serialVersionUID = 1;

  private final Class<T> kind;

  public MessageType(Class<T> kind) {
    this.kind = kind;
  }

  @Override
  public boolean isBasicType() {
    return false;
  }

  @Override
  public boolean isTupleType() {
    return false;
  }

  @Override
  public int getArity() {
    return 1;
  }

  @Override
  public int getTotalFields() {
    return 1;
  }

  @Override
  public Class<T> getTypeClass() {
    return kind;
  }

  @Override
  public boolean isKeyType() {
    return false;
  }

  @Override
  public TypeSerializer<T> createSerializer(SerializerConfig config) {
    return new MessageSerializer<>(kind);
  }

  @Override
  public String toString() {
    return "Message(" + kind.getSimpleName() + ")";
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof MessageType && ((MessageType<?>) other).kind.equals(kind);
  }

  @Override
  public int hashCode() {
    return kind.getName().hashCode();
  }

  @Override
  public boolean canEqual(Object other) {
    return other instanceof MessageType;
  }
}
