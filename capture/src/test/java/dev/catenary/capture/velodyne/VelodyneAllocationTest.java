package dev.catenary.capture.velodyne;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.catenary.proto.point.PointBatch;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VelodyneAllocationTest {
  private static final int PACKETS = 10_000;

  @ParameterizedTest
  @CsvSource({"34, 55", "34, 57", "33, 55", "40, 55", "161, 55", "161, 57"})
  void decodingAllocatesNothing(int product, int mode) {
    VelodynePackets[] packets = new VelodynePackets[64];
    for (int i = 0; i < packets.length; i++) {
      packets[i] =
          VelodynePackets.packet(product, mode, i * 500L, i * 200, 16).everyMeasurement(2_000, 5);
    }
    VelodyneDecoder decoder = new VelodyneDecoder(VelodyneConfig.automatic());
    PointBatch batch = new PointBatch(decoder.pointsPerPacketMax());
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long thread = Thread.currentThread().threadId();
    decode(decoder, packets, batch);
    long before = threads.getThreadAllocatedBytes(thread);
    long empty = threads.getThreadAllocatedBytes(thread) - before;
    before = threads.getThreadAllocatedBytes(thread);
    long points = decode(decoder, packets, batch);
    long allocated = threads.getThreadAllocatedBytes(thread) - before - empty;
    assertThat(points).isGreaterThan(PACKETS * 100L);
    // The compiler may allocate once while it changes over; an object a packet is 16 bytes or more.
    assertThat(allocated).isLessThan(PACKETS);
  }

  private static long decode(VelodyneDecoder decoder, VelodynePackets[] packets, PointBatch batch) {
    long points = 0;
    for (int i = 0; i < PACKETS; i++) {
      batch.size = 0;
      decoder.decode(packets[i % packets.length].bytes, 0, 1206, batch);
      points += batch.size;
    }
    return points;
  }
}
