package dev.catenary.grants;

import com.google.protobuf.ByteString;
import dev.catenary.proto.message.ChunkManifest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.UUID;

/** A chunk as a vehicle has it, and requests about it. */
record Chunk(String vehicle, String id, Instant capturedAt, byte[] bytes) {
  static Chunk of(String vehicle, String id, String capturedAt) {
    byte[] bytes = ("points of " + vehicle + " " + id).getBytes(StandardCharsets.UTF_8);
    return new Chunk(vehicle, id, Instant.parse(capturedAt), bytes);
  }

  String key() {
    return vehicle + "/m7/rank1/" + id + ".laz";
  }

  byte[] manifest() {
    return manifestBuilder().build().toByteArray();
  }

  /** To change what it says. */
  ChunkManifest.Builder manifestBuilder() {
    return ChunkManifest.newBuilder()
        .setFormatVersion(1)
        .setChunkId(id)
        .setVehicle(vehicle)
        .setMission("m7")
        .setRank(1)
        .setBytes(bytes.length)
        .setSha256(ByteString.copyFrom(sha256(bytes)))
        .setFirstHostNanos(capturedAt.getEpochSecond() * 1_000_000_000L + capturedAt.getNano());
  }

  /** The request to store it whole. */
  Map<String, Object> put() {
    Map<String, Object> request = request("put", key());
    request.put("length", bytes.length);
    request.put("facts", Base64.getEncoder().encodeToString(manifest()));
    Map<String, Object> headers = new HashMap<>();
    headers.put("x-amz-checksum-sha256", Base64.getEncoder().encodeToString(sha256(bytes)));
    headers.put("x-amz-meta-catenary-sha256", HexFormat.of().formatHex(sha256(bytes)));
    request.put("headers", headers);
    return request;
  }

  Map<String, Object> find() {
    return request("find", key());
  }

  Map<String, Object> request(String action, String key) {
    Map<String, Object> request = new HashMap<>();
    request.put("id", UUID.randomUUID().toString());
    request.put("time", Instant.now().toString());
    request.put("action", action);
    request.put("key", key);
    request.put("capturedAt", capturedAt.toString());
    return request;
  }

  static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (java.security.NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
