package dev.catenary.device.update.fetch;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLConnection;

/** A repository behind HTTP: no redirect, no proxy's cache, and time-outs on each read. */
public final class HttpRepository implements Repository {
  private static final int CONNECT_MILLIS = 20_000;
  private static final int READ_MILLIS = 60_000;

  private final String metadataBase;
  private final String targetsBase;

  public HttpRepository(URI metadataBase, URI targetsBase) {
    this.metadataBase = folder(metadataBase);
    this.targetsBase = folder(targetsBase);
  }

  private static String folder(URI base) {
    String text = base.toString();
    return text.endsWith("/") ? text : text + "/";
  }

  @Override
  public InputStream metadata(String file) throws IOException {
    return open(metadataBase + file, 0);
  }

  @Override
  public InputStream target(String path) throws IOException {
    return open(targetsBase + path, 0);
  }

  @Override
  public InputStream target(String path, long fromByte) throws IOException {
    return open(targetsBase + path, fromByte);
  }

  private static InputStream open(String address, long fromByte) throws IOException {
    URLConnection connection;
    try {
      connection = new URI(address).toURL().openConnection();
    } catch (URISyntaxException | IllegalArgumentException e) {
      throw new IOException("found no address: " + address, e);
    }
    if (!(connection instanceof HttpURLConnection http)) {
      throw new IOException("found the address " + address + ", expected one of http: or https:");
    }
    http.setInstanceFollowRedirects(false);
    http.setUseCaches(false);
    http.setConnectTimeout(CONNECT_MILLIS);
    http.setReadTimeout(READ_MILLIS);
    http.setRequestProperty("Accept-Encoding", "identity");
    if (fromByte > 0) {
      http.setRequestProperty("Range", "bytes=" + fromByte + "-");
    }
    int status = http.getResponseCode();
    if (status == HttpURLConnection.HTTP_OK) {
      InputStream whole = http.getInputStream();
      whole.skipNBytes(fromByte);
      return whole;
    }
    String range = http.getHeaderField("Content-Range");
    if (status == HttpURLConnection.HTTP_PARTIAL
        && range != null
        && range.startsWith("bytes " + fromByte + "-")) {
      return http.getInputStream();
    }
    http.disconnect();
    if (status == HttpURLConnection.HTTP_NOT_FOUND || status == HttpURLConnection.HTTP_FORBIDDEN) {
      throw new AbsentFileException(address, "status " + status);
    }
    throw new IOException(
        "found status " + status + " at " + address + ", expected 200; cure: try again later");
  }
}
