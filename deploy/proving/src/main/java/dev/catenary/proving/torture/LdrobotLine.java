package dev.catenary.proving.torture;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Random;

/**
 * The bytes of an LD06 on its serial line, as reads of it find them: cut anywhere, several frames
 * in one, each read late by a little.
 *
 * <p>Source: LDROBOT, LD06 Development Manual V1.0, chapter on the communication protocol.
 */
final class LdrobotLine {
  private static final int POINTS = 12;
  private static final int FRAME_BYTES = 47;
  private static final int FRAMES_PER_SECOND = 375;
  private static final int TURNS_PER_SECOND = 10;
  private static final int FULL_TURN_CENTIDEGREES = 36_000;
  private static final int TIME_PERIOD_MILLIS = 30_000;
  private static final int CRC_POLYNOMIAL = 0x4D;
  private static final long SECOND_NANOS = 1_000_000_000;
  private static final int READ_NANOS = 16_000_000;
  private static final int LATE_NANOS_MAX = 3_000_000;

  private final Random random;
  private final long startNanos;
  private ByteBuffer sent = ByteBuffer.allocate(1 << 16).flip();
  private long frames;
  private long nextReadNanos;

  LdrobotLine(long startNanos, long seed) {
    this.startNanos = startNanos;
    this.random = new Random(seed);
    this.nextReadNanos = startNanos + READ_NANOS;
  }

  /** When the next read comes. */
  long nextReadNanos() {
    return nextReadNanos;
  }

  /** The bytes that it brings, between position and limit. */
  ByteBuffer read() {
    ByteBuffer line = ByteBuffer.allocate(1 << 16).order(ByteOrder.LITTLE_ENDIAN).put(sent);
    while (startNanos + frames * SECOND_NANOS / FRAMES_PER_SECOND < nextReadNanos) {
      frame(line);
      frames++;
    }
    line.flip();
    // The rest of it comes with the next read.
    int cut = Math.max(1, line.remaining() - random.nextInt(FRAME_BYTES));
    ByteBuffer read = line.slice(0, cut);
    sent = line.position(cut);
    nextReadNanos += READ_NANOS + random.nextInt(LATE_NANOS_MAX);
    return read;
  }

  private void frame(ByteBuffer line) {
    int at = line.position();
    int step = FULL_TURN_CENTIDEGREES * TURNS_PER_SECOND / FRAMES_PER_SECOND;
    int start = (int) (frames * step % FULL_TURN_CENTIDEGREES);
    line.put((byte) 0x54).put((byte) 0x2C).putShort((short) (360 * TURNS_PER_SECOND));
    line.putShort((short) start);
    for (int point = 0; point < POINTS; point++) {
      line.putShort((short) (500 + random.nextInt(7_500))).put((byte) random.nextInt(256));
    }
    line.putShort((short) ((start + step * (POINTS - 1) / POINTS) % FULL_TURN_CENTIDEGREES));
    line.putShort((short) (frames * 1_000 / FRAMES_PER_SECOND % TIME_PERIOD_MILLIS));
    line.put(crc(line, at, FRAME_BYTES - 1));
  }

  private static byte crc(ByteBuffer bytes, int offset, int length) {
    int crc = 0;
    for (int i = offset; i < offset + length; i++) {
      crc ^= bytes.get(i) & 0xFF;
      for (int bit = 0; bit < 8; bit++) {
        crc = (crc & 0x80) == 0 ? crc << 1 : (crc << 1) ^ CRC_POLYNOMIAL;
      }
      crc &= 0xFF;
    }
    return (byte) crc;
  }
}
