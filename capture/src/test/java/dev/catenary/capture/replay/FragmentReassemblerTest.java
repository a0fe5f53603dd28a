package dev.catenary.capture.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.catenary.capture.link.Datagram;
import dev.catenary.proto.counter.Counters;
import dev.catenary.proto.counter.DeviceCounter;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class FragmentReassemblerTest {
  private static final long SECOND = 1_000_000_000;

  private final Counters counters = new Counters();
  private final UdpExtractor extractor = new UdpExtractor(counters);
  private final List<Seen> seen = new ArrayList<>();

  private static byte[] payload(long seed, int length) {
    byte[] payload = new byte[length];
    new Random(seed).nextBytes(payload);
    return payload;
  }

  private void capture(long nanos, byte[] ip) {
    CapturedFrame frame = new CapturedFrame();
    frame.bytes = ByteBuffer.wrap(ip);
    frame.length = ip.length;
    frame.linkType = 228;
    frame.timestampNanos = nanos;
    Datagram datagram = new Datagram();
    if (extractor.extract(frame, datagram)) {
      seen.add(Seen.of(datagram));
    }
  }

  private long incomplete() {
    return counters.get(DeviceCounter.FRAGMENTS_INCOMPLETE);
  }

  /** Eight datagrams at once, shuffled together, some fragments twice, some missing. */
  @Property(tries = 200)
  void whatIsCompleteIsGivenOnceAndWhatIsNotIsCounted(@ForAll long seed) {
    Random random = new Random(seed);
    FragmentReassemblerTest test = new FragmentReassemblerTest();
    TreeMap<Integer, byte[]> complete = new TreeMap<>();
    List<byte[]> frames = new ArrayList<>();
    int missing = 0;
    for (int id = 0; id < 8; id++) {
      byte[] payload = payload(seed + id, 1 + random.nextInt(8_000));
      List<byte[]> parts = new ArrayList<>(Wire.fragments(id, payload, 1_480));
      if (parts.size() > 1 && random.nextInt(4) == 0) {
        parts.remove(random.nextInt(parts.size()));
        missing++;
      } else {
        complete.put(id, payload);
      }
      if (parts.size() > 1 && random.nextBoolean()) {
        parts.add(parts.get(random.nextInt(parts.size())));
      }
      frames.addAll(parts);
    }
    Collections.shuffle(frames, random);
    frames.forEach(frame -> test.capture(SECOND, frame));
    test.extractor.end();
    List<Seen> expected =
        complete.values().stream().map(payload -> Seen.expected(SECOND, payload)).toList();
    assertThat(test.seen).containsExactlyInAnyOrderElementsOf(expected);
    assertThat(test.incomplete()).isEqualTo(missing);
  }

  @Test
  void fragmentOlderThanThirtySecondsBelongsToAnotherDatagram() {
    List<byte[]> old = Wire.fragments(5, payload(1, 3_000), 1_480);
    byte[] payload = payload(2, 3_000);
    List<byte[]> young = Wire.fragments(5, payload, 1_480);
    capture(0, old.get(0));
    capture(31 * SECOND, young.get(1));
    capture(31 * SECOND, young.get(2));
    assertThat(seen).isEmpty();
    assertThat(incomplete()).isEqualTo(1);
    capture(31 * SECOND, young.get(0));
    assertThat(seen).containsExactly(Seen.expected(31 * SECOND, payload));
    assertThat(incomplete()).isEqualTo(1);
  }

  @Test
  void senderThatNeverChangesItsNumberIsUnderstood() {
    for (int i = 0; i < 40; i++) {
      byte[] payload = payload(i, 5_000);
      Wire.fragments(0, payload, 1_480).forEach(fragment -> capture(SECOND, fragment));
      assertThat(seen.getLast()).isEqualTo(Seen.expected(SECOND, payload));
    }
    assertThat(seen).hasSize(40);
    assertThat(incomplete()).isZero();
  }

  @Test
  void theOneBegunLongestAgoMakesRoomAndIsCounted() {
    for (int id = 0; id < 17; id++) {
      capture(SECOND, Wire.fragments(id, payload(id, 3_000), 1_480).getFirst());
    }
    assertThat(incomplete()).isEqualTo(1);
    byte[] second = payload(1, 3_000);
    List<byte[]> rest = Wire.fragments(1, second, 1_480);
    capture(SECOND, rest.get(1));
    capture(SECOND, rest.get(2));
    assertThat(seen).containsExactly(Seen.expected(SECOND, second));
  }

  @Test
  void fragmentThatReachesBeyondTheLargestDatagramIsCounted() {
    byte[] fragment = Wire.fragments(1, payload(1, 3_000), 1_480).getFirst();
    fragment[6] = 0x3F;
    fragment[7] = (byte) 0xFF;
    capture(SECOND, fragment);
    assertThat(incomplete()).isEqualTo(1);
  }
}
