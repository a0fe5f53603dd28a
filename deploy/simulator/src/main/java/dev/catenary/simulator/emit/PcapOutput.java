package dev.catenary.simulator.emit;

import dev.catenary.simulator.time.SurveyClock;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Writes datagrams to a capture file as if they had been sent at true pace: Ethernet, IPv4 (not
 * fragmented, for a capture need not be), UDP.
 *
 * <p>Source: draft-ietf-opsawg-pcap; RFC 791, 768.
 */
public final class PcapOutput implements Output {
  private static final int MAGIC_NANOSECONDS = 0xA1B2_3C4D;
  private static final int ETHERNET = 1;
  private static final int SNAPLEN = 65_535;
  private static final int RECORD_HEADER = 16;
  private static final int ETHERNET_HEADER = 14;
  private static final int IP_HEADER = 20;
  private static final int UDP_HEADER = 8;
  private static final int HEADERS = ETHERNET_HEADER + IP_HEADER + UDP_HEADER;
  private static final int BUFFER_BYTES = 1 << 20;
  private static final byte[] SENSOR = {(byte) 192, (byte) 168, 1, (byte) 201};
  private static final byte[] HOST = {(byte) 192, (byte) 168, 1, 1};

  private final OutputStream file;
  private final SurveyClock clock;
  private final Ports ports;
  private final ByteBuffer frame = ByteBuffer.allocate(SNAPLEN + RECORD_HEADER);
  private long sent;

  public PcapOutput(Path path, SurveyClock clock, Ports ports) throws IOException {
    this.file = new BufferedOutputStream(Files.newOutputStream(path), BUFFER_BYTES);
    this.clock = clock;
    this.ports = ports;
    ByteBuffer header = ByteBuffer.allocate(24).order(ByteOrder.LITTLE_ENDIAN);
    header.putInt(MAGIC_NANOSECONDS).putShort((short) 2).putShort((short) 4);
    header.putInt(0).putInt(0).putInt(SNAPLEN).putInt(ETHERNET);
    file.write(header.array());
  }

  @Override
  public void send(Stream stream, long surveyNanos, byte[] payload) throws IOException {
    int port = ports.of(stream);
    if (port == 0) {
      return;
    }
    int length = HEADERS + payload.length;
    long unixNanos = clock.unixNanos(surveyNanos);
    frame.clear().order(ByteOrder.LITTLE_ENDIAN);
    frame.putInt((int) (unixNanos / 1_000_000_000)).putInt((int) (unixNanos % 1_000_000_000));
    frame.putInt(length).putInt(length).order(ByteOrder.BIG_ENDIAN);
    frame.put(new byte[12]).putShort((short) 0x0800);
    frame.putShort((short) 0x4500).putShort((short) (length - ETHERNET_HEADER));
    frame.putInt(0x0000_4000).put((byte) 64).put((byte) 17).putShort((short) 0);
    frame.put(SENSOR).put(HOST);
    int ip = RECORD_HEADER + ETHERNET_HEADER;
    frame.putShort(ip + 10, checksum(ip));
    frame.putShort((short) port).putShort((short) port);
    frame.putShort((short) (UDP_HEADER + payload.length)).putShort((short) 0);
    frame.put(payload);
    file.write(frame.array(), 0, frame.position());
    sent++;
  }

  private short checksum(int ip) {
    int sum = 0;
    for (int i = 0; i < IP_HEADER; i += 2) {
      sum += frame.getShort(ip + i) & 0xFFFF;
    }
    sum = (sum & 0xFFFF) + (sum >>> 16);
    sum = (sum & 0xFFFF) + (sum >>> 16);
    return (short) ~sum;
  }

  @Override
  public long sent() {
    return sent;
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
