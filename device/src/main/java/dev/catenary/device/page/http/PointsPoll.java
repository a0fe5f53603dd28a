package dev.catenary.device.page.http;

import dev.catenary.device.page.access.Scope;
import dev.catenary.device.page.access.Session;
import dev.catenary.device.page.feed.PointFeed;
import dev.catenary.device.page.feed.PointStream;
import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Live points by plain requests, for browsers that open no WebSocket behind a certificate which a
 * person has accepted. Each answer holds the frames that the viewer's rate has earned since the one
 * before. Who has not asked for ten seconds has gone.
 */
public final class PointsPoll {
  private static final String PATH = "points/poll";
  private static final long GONE_NANOS = 10_000_000_000L;
  private static final int RATE_MIN = 50_000;
  private static final int ANSWER_BYTES_MAX = 524_288;
  private static final Pattern NAME = Pattern.compile("[0-9a-f]{8,32}");

  private final PointFeed feed;
  private final Viewers viewers;
  private final int bitsPerSecondMax;
  private final Map<String, Viewer> open = new HashMap<>();

  /**
   * @param viewers how many there may be, of the WebSocket's too
   * @param bitsPerSecondMax that each is sent
   */
  public PointsPoll(PointFeed feed, Viewers viewers, int bitsPerSecondMax) {
    this.feed = feed;
    this.viewers = viewers;
    this.bitsPerSecondMax = bitsPerSecondMax;
  }

  private static final class Viewer {
    final PointStream stream;
    final InetAddress address;
    long askedNanos = System.nanoTime();

    Viewer(PointStream stream, InetAddress address) {
      this.stream = stream;
      this.address = address;
    }
  }

  public Route route() {
    return Route.get(PATH, Scope.VIEW, this::answer);
  }

  /** Under one lock: an answer is made of what lies in memory, within milliseconds. */
  private synchronized Reply answer(Request request) throws Refusal {
    String name = request.query().getOrDefault("viewer", "");
    if (!NAME.matcher(name).matches()) {
      throw new Refusal(
          400,
          "malformed",
          "no name of a viewer",
          "viewer=<8 to 32 hexadecimal digits>",
          "Use the page.");
    }
    look();
    Session session = request.session();
    String key = (session == null ? request.from() : session.digest()) + " " + name;
    if (request.query().containsKey("leave")) {
      leave(key);
      return answer(new byte[0]);
    }
    Viewer viewer = open.get(key);
    if (viewer == null) {
      viewers.enter(request.address());
      viewer = new Viewer(feed.open(), request.address());
      open.put(key, viewer);
    }
    String wish = request.query().getOrDefault("bitsPerSecond", "");
    if (wish.matches("\\d{1,9}")) {
      viewer.stream.rate(Math.clamp(Integer.parseInt(wish), RATE_MIN, bitsPerSecondMax));
    }
    long now = System.nanoTime();
    viewer.stream.earn((now - viewer.askedNanos) / 1_000_000);
    viewer.askedNanos = now;
    return answer(frames(viewer.stream));
  }

  private static Reply answer(byte[] frames) {
    return new Reply(200, "application/octet-stream", frames, false, Map.of());
  }

  private static byte[] frames(PointStream stream) {
    ByteArrayOutputStream frames = new ByteArrayOutputStream();
    byte[] frame = stream.next();
    while (frame != null) {
      frames.writeBytes(frame);
      frame = frames.size() < ANSWER_BYTES_MAX ? stream.next() : null;
    }
    return frames.toByteArray();
  }

  /** Lets go of those who have gone; every few seconds. */
  public synchronized void look() {
    long now = System.nanoTime();
    List<String> gone = new ArrayList<>();
    open.forEach(
        (key, viewer) -> {
          if (now - viewer.askedNanos > GONE_NANOS) {
            gone.add(key);
          }
        });
    gone.forEach(this::leave);
  }

  private void leave(String key) {
    Viewer viewer = open.remove(key);
    if (viewer != null) {
      viewer.stream.close();
      viewers.leave(viewer.address);
    }
  }
}
