package dev.catenary.capture.gnss;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Any bytes behind a right check are taken without an exception, and without an allocation. */
class BinaryStreamFuzzTest {
  private static final int TRIES = 60_000;
  private static final int[] UBX_KINDS = {
    0x0107, 0x0105, 0x0114, 0x0120, 0x0126, 0x013C, 0x0161, 0x0D01, 0x0135
  };
  private static final int[] UBX_LENGTHS = {84, 92, 32, 36, 16, 24, 64, 4, 0, 1};
  private static final int[] SBF_IDS = {4007, 5906, 5938, 5914, 5921, 4006};
  private static final int[] SBG_IDS = {2, 6, 8, 14, 7};
  private static final int[] SBG_LENGTHS = {0, 4, 33, 32, 72, 57, 12, 200};

  private final Random random = new Random(18);
  private final Heard heard = new Heard();

  private ByteBuffer noise(int length) {
    ByteBuffer noise = Frames.payload(length);
    random.nextBytes(noise.array());
    return noise;
  }

  private int any(int[] of) {
    return of[random.nextInt(of.length)];
  }

  private byte[] frame() {
    return switch (random.nextInt(5)) {
      case 0 -> {
        int kind = any(UBX_KINDS);
        yield Frames.ubx(kind >> 8, kind & 0xFF, noise(any(UBX_LENGTHS)));
      }
      case 1 -> Frames.sbf(any(SBF_IDS), noise(8 + 4 * random.nextInt(30)));
      case 2 -> Frames.sbg(any(SBG_IDS), noise(any(SBG_LENGTHS)));
      case 3 -> Frames.vectorNav(vectorNav());
      default -> noise(random.nextInt(40)).array();
    };
  }

  /** The Common group alone: mask, and as many bytes as it says or nearly so. */
  private ByteBuffer vectorNav() {
    ByteBuffer some = noise(3 + 8 + 12 + 24 + 2 + random.nextInt(2));
    return some.put(0, (byte) 1).putShort(1, (short) (1 << 1 | 1 << 3 | 1 << 6 | 1 << 12));
  }

  @Test
  void anyContentsAreTakenWithoutAnException() {
    for (int i = 0; i < TRIES; i++) {
      byte[] frame = frame();
      if (random.nextInt(4) == 0 && frame.length > 0) {
        frame[random.nextInt(frame.length)] ^= (byte) (1 << random.nextInt(8));
      }
      heard.take(frame);
      heard.hostNanos += random.nextInt(20_000_000);
    }
    heard.end();
    assertThat(heard.names.snapshot()).containsKeys("NAV-PVT", "PVTGeod", "EKF_NAV", "VN-INS");
  }

  @Test
  void nothingIsAllocatedForAMessage() {
    GnssListener nobody =
        new GnssListener() {
          @Override
          public void fix(GnssFix fix) {}

          @Override
          public void ins(InsSolution solution) {}
        };
    GnssStream stream = new GnssStream(heard.counters, 18, nobody);
    ByteBuffer[] frames = new ByteBuffer[400];
    for (int i = 0; i < frames.length; i++) {
      frames[i] = ByteBuffer.wrap(frame());
    }
    var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    long allocated = Long.MAX_VALUE;
    for (int round = 0; round < 60; round++) {
      long before = threads.getCurrentThreadAllocatedBytes();
      for (ByteBuffer frame : frames) {
        stream.accept(frame, 0, frame.capacity(), 0);
      }
      allocated = Math.min(allocated, threads.getCurrentThreadAllocatedBytes() - before);
    }
    assertThat(allocated).isLessThan(1_000);
  }
}
