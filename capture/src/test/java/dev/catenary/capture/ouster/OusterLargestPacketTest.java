package dev.catenary.capture.ouster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.catenary.capture.link.Datagram;
import dev.catenary.capture.link.DatagramRing;
import dev.catenary.capture.link.UdpLink;
import dev.catenary.capture.link.UdpLinkConfig;
import dev.catenary.capture.replay.CaptureFileReader;
import dev.catenary.capture.sensor.SensorDecoder;
import dev.catenary.capture.sensor.SensorDescription;
import dev.catenary.capture.sensor.SensorValues;
import dev.catenary.proto.counter.Counters;
import dev.catenary.proto.counter.DeviceCounter;
import dev.catenary.proto.point.PointBatch;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The longest lidar packets there are, 33,024 bytes, arrive at a link as they are in the file. */
class OusterLargestPacketTest {
  private static final Path FOLDER =
      Path.of(System.getProperty("catenary.root"), "testdata/cases/ouster-os128-dual-live");
  private static final int POINTS_PER_PACKET = 4_096;

  private final Counters counters = new Counters();
  private final SensorDescription sensor = new OusterSensor();

  @ParameterizedTest
  @EnumSource(UdpLink.Transport.class)
  void eachPacketOfADual128ArrivesAndDecodes(UdpLink.Transport transport) throws Exception {
    List<byte[]> payloads = payloads();
    assertThat(payloads).hasSize(8).allMatch(payload -> payload.length == 33_024);
    DatagramRing ring = new DatagramRing(1 << 20, counters);
    UdpLinkConfig config =
        new UdpLinkConfig(
            "roof",
            "127.0.0.1",
            0,
            List.of(),
            sensor.receiveBufferBytes(),
            sensor.datagramBytesMax());
    String metadata = FOLDER.resolve("metadata.json").toString();
    SensorDecoder decoder =
        sensor.setup(new SensorValues(Map.of("metadata", metadata))).decoders().decoder(0.5, 1_000);
    PointBatch batch = new PointBatch(decoder.pointsPerPacketMax());
    List<Integer> points = new ArrayList<>();
    try (UdpLink link = new UdpLink(config, 0, ring, counters, System::nanoTime, transport);
        DatagramSocket sender = new DatagramSocket()) {
      for (byte[] payload : payloads) {
        sender.send(
            new DatagramPacket(
                payload, payload.length, InetAddress.getLoopbackAddress(), link.port()));
        await()
            .until(
                () ->
                    ring.poll(
                            datagram -> {
                              batch.clear();
                              decoder.decode(
                                  datagram.bytes, datagram.offset, datagram.length, batch);
                              points.add(batch.size);
                            },
                            1)
                        == 1);
      }
    }
    assertThat(points).hasSize(8).containsOnly(POINTS_PER_PACKET);
    assertThat(counters.get(DeviceCounter.DATAGRAMS_TOO_LARGE)).isZero();
  }

  private List<byte[]> payloads() throws Exception {
    List<byte[]> payloads = new ArrayList<>();
    Datagram datagram = new Datagram();
    try (CaptureFileReader reader =
        new CaptureFileReader(FOLDER.resolve("input.pcap"), new Counters())) {
      while (reader.next(datagram)) {
        byte[] payload = new byte[datagram.length];
        datagram.bytes.get(datagram.offset, payload);
        payloads.add(payload);
      }
    }
    return payloads;
  }
}
