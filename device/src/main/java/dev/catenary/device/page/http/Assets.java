package dev.catenary.device.page.http;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/** The page's files, out of the build. A path that is not made of plain names is none of them. */
final class Assets {
  private static final String FOLDER = "/dev/catenary/device/page/assets";

  /** Each part begins with a letter, digit or underscore: no part can lead upwards. */
  private static final Pattern PATH =
      Pattern.compile(
          "(?:/[A-Za-z0-9_][A-Za-z0-9_-]{0,63}){0,6}/[A-Za-z0-9_][A-Za-z0-9_-]{0,63}(?:\\.[a-z0-9]{1,12}){1,3}");

  private static final Map<String, String> TYPES =
      Map.ofEntries(
          Map.entry("html", "text/html; charset=utf-8"),
          Map.entry("js", "text/javascript; charset=utf-8"),
          Map.entry("css", "text/css; charset=utf-8"),
          Map.entry("json", "application/json; charset=utf-8"),
          Map.entry("webmanifest", "application/manifest+json; charset=utf-8"),
          Map.entry("svg", "image/svg+xml"),
          Map.entry("png", "image/png"),
          Map.entry("ico", "image/x-icon"),
          Map.entry("woff2", "font/woff2"),
          Map.entry("txt", "text/plain; charset=utf-8"));

  private final Map<String, Asset> read = new ConcurrentHashMap<>();

  /** The file of a path as it stands in the request, without its query. */
  Optional<Asset> find(String path) throws IOException {
    String name = path.equals("/") ? "/index.html" : path;
    if (!PATH.matcher(name).matches()) {
      return Optional.empty();
    }
    String type = TYPES.get(name.substring(name.lastIndexOf('.') + 1));
    if (type == null) {
      return Optional.empty();
    }
    Asset known = read.get(name);
    if (known != null) {
      return Optional.of(known);
    }
    try (InputStream in = Assets.class.getResourceAsStream(FOLDER + name)) {
      if (in == null) {
        return Optional.empty();
      }
      byte[] bytes = in.readAllBytes();
      Asset asset = new Asset(type, bytes, Gzip.of(bytes), "\"" + digest(bytes) + "\"");
      read.put(name, asset);
      return Optional.of(asset);
    }
  }

  private static String digest(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes), 0, 12);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** One file, both ways. */
  @SuppressWarnings("ArrayRecordComponent") // compared nowhere
  record Asset(String contentType, byte[] plain, byte[] gzipped, String etag) {}
}
