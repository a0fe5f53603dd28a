package dev.catenary.capture.link;

import static org.assertj.core.api.Assertions.assertThat;

import dev.catenary.proto.counter.Counters;
import dev.catenary.proto.counter.DeviceCounter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class DatagramRingTest {
  private final Counters counters = new Counters();

  /** A queue of byte arrays is the model; the ring may only drop when it lacks the room. */
  @Property(tries = 200)
  void givesBackWhatItTookInOrderAndCountsWhatItDid(@ForAll long seed) {
    Random random = new Random(seed);
    Counters counted = new Counters();
    DatagramRing ring = new DatagramRing(4_096, counted);
    ArrayDeque<byte[]> expected = new ArrayDeque<>();
    long dropped = 0;
    for (int step = 0; step < 300; step++) {
      byte[] payload = new byte[random.nextInt(900)];
      random.nextBytes(payload);
      if (ring.offer(ByteBuffer.wrap(payload), 0, payload.length, step, step * 10L, 7, 8, 9)) {
        expected.add(payload);
      } else {
        dropped++;
        assertThat(ring.fillLevel()).isGreaterThan(0.5);
      }
      ring.poll(
          datagram -> assertThat(bytes(datagram)).isEqualTo(expected.poll()), random.nextInt(3));
    }
    ring.poll(datagram -> assertThat(bytes(datagram)).isEqualTo(expected.poll()), 1_000);
    assertThat(expected).isEmpty();
    assertThat(counted.get(DeviceCounter.DATAGRAMS_RECEIVED)).isEqualTo(300);
    assertThat(counted.get(DeviceCounter.DATAGRAMS_DROPPED_QUEUE_FULL)).isEqualTo(dropped);
  }

  @org.junit.jupiter.api.Test
  void carriesWhenceAndWhen() {
    DatagramRing ring = new DatagramRing(1_024, counters);
    ring.offer(ByteBuffer.wrap(new byte[] {1, 2, 3}), 1, 2, 5, 123_456_789L, 0x7F000001, 50, 2368);
    int polled =
        ring.poll(
            datagram -> {
              assertThat(bytes(datagram)).containsExactly(2, 3);
              assertThat(datagram.link).isEqualTo(5);
              assertThat(datagram.arrivalNanos).isEqualTo(123_456_789L);
              assertThat(datagram.sourceIpv4).isEqualTo(0x7F000001);
              assertThat(datagram.sourcePort).isEqualTo(50);
              assertThat(datagram.destinationPort).isEqualTo(2368);
            },
            10);
    assertThat(polled).isEqualTo(1);
    assertThat(ring.isExhausted()).isFalse();
    ring.close();
    assertThat(ring.isExhausted()).isTrue();
  }

  /** Else a large ring becomes resident from end to end while it is all but empty. */
  @org.junit.jupiter.api.Test
  void ringThatIsEmptiedBeginsAgainNearItsStartAndLosesNoRoom() {
    int packet = 1_200;
    DatagramRing ring = new DatagramRing(16 << 20, counters);
    ByteBuffer payload = ByteBuffer.allocate(packet).order(ByteOrder.LITTLE_ENDIAN);
    int[] furthest = new int[1];
    for (int i = 0; i < 40_000; i++) {
      payload.putInt(0, i);
      int expected = i;
      assertThat(ring.offer(payload, 0, packet, 0, i, 0, 0, 0)).isTrue();
      int polled =
          ring.poll(
              datagram -> {
                assertThat(datagram.bytes.getInt(datagram.offset)).isEqualTo(expected);
                furthest[0] = Math.max(furthest[0], datagram.offset);
              },
              10);
      assertThat(polled).isEqualTo(1);
      assertThat(ring.poll(_ -> {}, 10)).isZero();
    }
    assertThat(furthest[0]).isLessThan(3 << 20);
    int held = 0;
    while (ring.offer(payload, 0, packet, 0, 0, 0, 0, 0)) {
      held++;
    }
    assertThat(held).isGreaterThan((15 << 20) / packet);
    assertThat(ring.poll(_ -> {}, Integer.MAX_VALUE)).isEqualTo(held);
  }

  private static byte[] bytes(Datagram datagram) {
    byte[] bytes = new byte[datagram.length];
    datagram.bytes.get(datagram.offset, bytes);
    return Arrays.copyOf(bytes, bytes.length);
  }
}
