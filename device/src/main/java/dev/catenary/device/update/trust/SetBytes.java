package dev.catenary.device.update.trust;

import dev.catenary.device.update.trust.format.Digests;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The form of a metadata set on the disk: a mark, the two seen times (seconds), the number of
 * files, of each its role and bytes, and SHA-256 of all before it.
 */
final class SetBytes {
  private static final String MARK = "catenary-trust-1";
  private static final int DIGEST_BYTES = 32;
  private static final int FILES_MAX = 4_096;

  private SetBytes() {}

  static byte[] of(MetadataSet set) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeUTF(MARK);
    out.writeLong(set.seen().rootSigned().getEpochSecond());
    out.writeLong(set.seen().signed().getEpochSecond());
    out.writeInt(set.files().size());
    for (Map.Entry<String, byte[]> file : set.files().entrySet()) {
      out.writeUTF(file.getKey());
      out.writeInt(file.getValue().length);
      out.write(file.getValue());
    }
    out.write(Digests.of("sha256").digest(bytes.toByteArray()));
    return bytes.toByteArray();
  }

  /** The set; empty when the bytes are not whole. */
  static Optional<MetadataSet> read(byte[] bytes) {
    int end = bytes.length - DIGEST_BYTES;
    if (end < 0) {
      return Optional.empty();
    }
    byte[] body = Arrays.copyOf(bytes, end);
    if (!Arrays.equals(
        Digests.of("sha256").digest(body), Arrays.copyOfRange(bytes, end, bytes.length))) {
      return Optional.empty();
    }
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(body))) {
      if (!in.readUTF().equals(MARK)) {
        return Optional.empty();
      }
      SeenTimes seen =
          new SeenTimes(Instant.ofEpochSecond(in.readLong()), Instant.ofEpochSecond(in.readLong()));
      int count = in.readInt();
      Map<String, byte[]> files = new TreeMap<>();
      for (int i = 0; i < Math.min(count, FILES_MAX); i++) {
        String role = in.readUTF();
        byte[] file = new byte[Math.clamp(in.readInt(), 0, body.length)];
        in.readFully(file);
        files.put(role, file);
      }
      return Optional.of(new MetadataSet(files, seen));
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
