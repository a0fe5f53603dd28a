package dev.catenary.grants.desk;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.catenary.grants.request.Action;
import dev.catenary.grants.request.Evidence;
import dev.catenary.grants.request.GrantRequest;
import dev.catenary.grants.request.ObjectKey;
import dev.catenary.grants.request.Printable;
import dev.catenary.grants.request.Reason;
import dev.catenary.grants.request.RefusedException;
import dev.catenary.proto.message.ChunkManifest;
import dev.catenary.proto.message.ZoneEvent;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;

/**
 * Checks what a request says of its object against the chunk's manifest or the event itself. The
 * checksum that ties the two goes under the signature. AWS compares it with what arrives; at a
 * store without checksums the bytes of a chunk are its sender's word, see {@link BoundHeaders}.
 */
public final class CaptureFacts {
  public static final String DECLARED = "x-amz-meta-catenary-sha256";
  static final String SHA256 = "x-amz-checksum-sha256";
  static final String CRC32C = "x-amz-checksum-crc32c";
  static final String MD5 = "content-md5";

  private static final String CHUNK = ".laz";
  private static final String RECORDING = ".pcapng";
  private static final String MANIFEST = ".manifest";
  private static final String EVENT = ".event";
  private static final String OVERVIEW = "overview";
  private static final String EVENTS = "events";
  private static final String RAW = "raw";

  private CaptureFacts() {}

  /** Checks; nothing is asked of what makes no object, nor of objects that have no such facts. */
  static Evidence check(GrantRequest request) throws RefusedException {
    String name = request.key().name();
    boolean events = request.key().folder().equals(EVENTS);
    if (!request.action().makesObject()
        || !(events
            || name.endsWith(CHUNK)
            || name.endsWith(RECORDING)
            || name.endsWith(MANIFEST))) {
      return Evidence.STATED;
    }
    if (request.facts().isEmpty()) {
      throw refused("no facts", "the chunk's manifest or the event", "send it with the request");
    }
    try {
      if (events) {
        checkEvent(request, ZoneEvent.parseFrom(request.facts()));
        return Evidence.EVENT;
      }
      ChunkManifest manifest = ChunkManifest.parseFrom(request.facts());
      checkPlace(request, manifest);
      if (name.endsWith(MANIFEST)) {
        checkIsBody(request);
      } else {
        checkChunk(request, manifest);
      }
      return Evidence.MANIFEST;
    } catch (InvalidProtocolBufferException e) {
      throw refused("facts that are no message", "a manifest or an event", "send the file's bytes");
    }
  }

  private static void checkEvent(GrantRequest request, ZoneEvent event) throws RefusedException {
    ObjectKey key = request.key();
    same("vehicle", key.vehicle(), event.getVehicle());
    same("mission", key.mission(), event.getMission());
    same("event", key.name(), event.getEventId() + EVENT);
    sameTime(
        request,
        event.hasHostClockCorrection()
            ? event.getHostClockCorrection().getFirstHostNanos()
            : event.getFirstHostNanos());
    checkIsBody(request);
  }

  private static void checkPlace(GrantRequest request, ChunkManifest manifest)
      throws RefusedException {
    ObjectKey key = request.key();
    same("vehicle", key.vehicle(), manifest.getVehicle());
    same("mission", key.mission(), manifest.getMission());
    same("folder", key.folder(), folder(manifest));
    String name = key.name();
    String chunk = name.endsWith(MANIFEST) ? without(name, MANIFEST) : name;
    String id = manifest.getChunkId();
    String variant = id + "_" + sha256(manifest).substring(0, 8);
    String ending = manifest.hasRecording() ? RECORDING : CHUNK;
    same("chunk", chunk, (chunk.equals(variant + ending) ? variant : id) + ending);
    // The host's clock may have been wrong: the time as first written names no owner then.
    sameTime(
        request,
        manifest.hasHostClockCorrection()
            ? manifest.getHostClockCorrection().getFirstHostNanos()
            : manifest.getFirstHostNanos());
  }

  private static String folder(ChunkManifest manifest) {
    if (manifest.hasRecording()) {
      return RAW;
    }
    return manifest.hasOverview() ? OVERVIEW : "rank" + manifest.getRank();
  }

  private static void checkChunk(GrantRequest request, ChunkManifest manifest)
      throws RefusedException {
    var headers = request.headers();
    if (request.action() != Action.FINISH) {
      same("SHA-256 of the chunk", headers.getOrDefault(DECLARED, ""), sha256(manifest));
    }
    if (request.action() == Action.PUT) {
      same("length", "" + request.length(), "" + manifest.getBytes());
      String sent = headers.get(SHA256);
      if (sent != null) {
        same("checksum", sent, base64(manifest.getSha256().toByteArray()));
      }
    }
    String whole = headers.get(CRC32C);
    if (request.action() == Action.FINISH && whole != null) {
      int crc = manifest.getCrc32C();
      byte[] bytes = {
        (byte) (crc >> 24), (byte) (crc >> 16), (byte) (crc >> 8), (byte) crc,
      };
      same("checksum of the whole", whole, base64(bytes));
    }
  }

  /** The facts are the object: they must be the bytes that will be sent. */
  private static void checkIsBody(GrantRequest request) throws RefusedException {
    var headers = request.headers();
    same("length", "" + request.length(), "" + request.facts().size());
    String sha256 = headers.get(SHA256);
    if (sha256 != null) {
      same("checksum", sha256, base64(digest("SHA-256", request.facts().toByteArray())));
    } else {
      same(
          "MD5",
          headers.getOrDefault(MD5, ""),
          base64(digest("MD5", request.facts().toByteArray())));
    }
  }

  private static String sha256(ChunkManifest manifest) throws RefusedException {
    String sha256 = HexFormat.of().formatHex(manifest.getSha256().toByteArray());
    if (sha256.length() != 64) {
      throw refused("a manifest without SHA-256", "one of a sealed chunk", "send that");
    }
    return sha256;
  }

  private static void sameTime(GrantRequest request, long nanos) throws RefusedException {
    Instant told = Instant.EPOCH.plusNanos(nanos);
    same("time of capture", request.capturedAt().toString(), told.toString());
  }

  private static void same(String what, String requested, String facts) throws RefusedException {
    if (!MessageDigest.isEqual(
        requested.getBytes(StandardCharsets.UTF_8), facts.getBytes(StandardCharsets.UTF_8))) {
      throw refused(
          what + " '" + Printable.of(requested) + "'",
          "'" + Printable.of(facts) + "' as in the manifest or event",
          "ask for the object whose facts are sent");
    }
  }

  private static String without(String name, String end) {
    return name.substring(0, name.length() - end.length());
  }

  private static byte[] digest(String algorithm, byte[] bytes) {
    try {
      return MessageDigest.getInstance(algorithm).digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this Java runtime has no " + algorithm, e);
    }
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  private static RefusedException refused(String found, String expected, String cure) {
    return new RefusedException(Reason.FACTS, found, expected, cure);
  }
}
