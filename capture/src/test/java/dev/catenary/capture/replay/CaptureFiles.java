package dev.catenary.capture.replay;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/** Capture files byte by byte, by the IETF drafts on pcap and pcapng. */
final class CaptureFiles {
  /** One frame and when it came, nanoseconds since 1970. */
  record Frame(long nanos, byte[] bytes) {}

  /** The ways a file can be written. */
  enum Format {
    PCAP_MICROS_LITTLE,
    PCAP_MICROS_BIG,
    PCAP_NANOS_LITTLE,
    PCAP_NANOS_BIG,
    PCAPNG_MICROS_LITTLE,
    PCAPNG_MICROS_BIG,
    PCAPNG_NANOS_LITTLE,
    PCAPNG_NANOS_BIG;

    ByteOrder order() {
      return name().endsWith("BIG") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    }

    boolean isNanos() {
      return name().contains("NANOS");
    }

    /** A time as exactly as the format can say it. */
    long exactly(long nanos) {
      return isNanos() ? nanos : nanos / 1_000 * 1_000;
    }

    byte[] file(int linkType, List<Frame> frames) {
      return name().startsWith("PCAPNG")
          ? pcapng(order(), isNanos(), linkType, frames)
          : pcap(order(), isNanos(), linkType, frames);
    }
  }

  private CaptureFiles() {}

  private static ByteBuffer room(ByteOrder order, List<Frame> frames) {
    int bytes = frames.stream().mapToInt(frame -> frame.bytes().length + 64).sum();
    return ByteBuffer.allocate(1_000 + bytes).order(order);
  }

  private static byte[] written(ByteBuffer out) {
    byte[] file = new byte[out.position()];
    out.flip().get(file);
    return file;
  }

  private static byte[] pcap(ByteOrder order, boolean nanos, int linkType, List<Frame> frames) {
    ByteBuffer out = room(order, frames);
    out.putInt(nanos ? 0xA1B2_3C4D : 0xA1B2_C3D4).putShort((short) 2).putShort((short) 4);
    out.putInt(0).putInt(0).putInt(65_535).putInt(linkType);
    for (Frame frame : frames) {
      long fraction = frame.nanos() % 1_000_000_000;
      out.putInt((int) (frame.nanos() / 1_000_000_000));
      out.putInt((int) (nanos ? fraction : fraction / 1_000));
      out.putInt(frame.bytes().length).putInt(frame.bytes().length).put(frame.bytes());
    }
    return written(out);
  }

  private static byte[] pcapng(ByteOrder order, boolean nanos, int linkType, List<Frame> frames) {
    ByteBuffer out = room(order, frames);
    section(out);
    interfaceOf(out, linkType, nanos ? 9 : 6, 0);
    for (Frame frame : frames) {
      enhanced(out, nanos ? frame.nanos() : frame.nanos() / 1_000, frame.bytes());
    }
    return written(out);
  }

  static void section(ByteBuffer out) {
    out.putInt(0x0A0D_0D0A).putInt(28).putInt(0x1A2B_3C4D);
    out.putShort((short) 1).putShort((short) 0).putLong(-1).putInt(28);
  }

  static void interfaceOf(ByteBuffer out, int linkType, int resolution, long offsetSeconds) {
    out.putInt(1).putInt(44).putShort((short) linkType).putShort((short) 0).putInt(0);
    out.putShort((short) 9).putShort((short) 1).put((byte) resolution).put(new byte[3]);
    out.putShort((short) 14).putShort((short) 8).putLong(offsetSeconds);
    out.putInt(0).putInt(44);
  }

  static void enhanced(ByteBuffer out, long time, byte[] frame) {
    int padded = (frame.length + 3) & ~3;
    out.putInt(6).putInt(32 + padded).putInt(0);
    out.putInt((int) (time >>> 32)).putInt((int) time).putInt(frame.length).putInt(frame.length);
    out.put(frame).put(new byte[padded - frame.length]).putInt(32 + padded);
  }
}
