package dev.catenary.capture.ldrobot;

import dev.catenary.capture.sensor.PacketFramer;
import java.nio.ByteBuffer;

/** Finds the frames of 47 bytes in what a serial line brings, by their first two bytes. */
final class LdrobotFramer implements PacketFramer {
  private final byte[] held = new byte[LdrobotFrame.LENGTH];
  private final ByteBuffer frame = ByteBuffer.wrap(held);
  private int size;
  private long bytesSkipped;

  @Override
  public void accept(ByteBuffer bytes, int offset, int length, PacketSink packets) {
    for (int i = offset; i < offset + length; i++) {
      held[size++] = bytes.get(i);
      if (size <= LdrobotFrame.TYPE_AND_POINTS_OFFSET + 1) {
        toNextStart();
      }
      if (size == LdrobotFrame.LENGTH) {
        if (packets.accept(frame, 0, LdrobotFrame.LENGTH)) {
          size = 0;
        } else {
          skipOne();
          toNextStart();
        }
      }
    }
  }

  /** Skips bytes until those held could be the beginning of a frame. */
  private void toNextStart() {
    while (size > 0 && !beginsAFrame()) {
      skipOne();
    }
  }

  private boolean beginsAFrame() {
    return held[LdrobotFrame.START_OFFSET] == LdrobotFrame.START
        && (size <= LdrobotFrame.TYPE_AND_POINTS_OFFSET
            || held[LdrobotFrame.TYPE_AND_POINTS_OFFSET] == LdrobotFrame.TYPE_AND_POINTS);
  }

  private void skipOne() {
    bytesSkipped++;
    size--;
    System.arraycopy(held, 1, held, 0, size);
  }

  @Override
  public long bytesSkipped() {
    return bytesSkipped;
  }
}
