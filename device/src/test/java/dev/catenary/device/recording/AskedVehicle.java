package dev.catenary.device.recording;

import com.google.protobuf.ByteString;
import dev.catenary.capture.link.Datagram;
import dev.catenary.capture.link.DatagramRing;
import dev.catenary.capture.replay.CaptureFileReader;
import dev.catenary.device.assembly.Assembly;
import dev.catenary.device.assembly.Feed;
import dev.catenary.device.assembly.Surroundings;
import dev.catenary.device.config.CatenaryConfig;
import dev.catenary.device.config.ConfigException;
import dev.catenary.device.config.ConfigFile;
import dev.catenary.proto.counter.Counters;
import dev.catenary.proto.message.ChunkManifest;
import dev.catenary.proto.message.Zone;
import dev.catenary.uplink.chunk.Checksums;
import dev.catenary.uplink.transfer.S3ProxyProcess;
import dev.catenary.uplink.transfer.S3Store;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** The whole machine on datagrams that a test gives it, with a real broker and a real store. */
final class AskedVehicle implements AutoCloseable {
  static final String BUCKET = "lidar";
  private static final int PORT = 2_368;
  private static final int SOURCE = 0xC0A8_01C9;

  final Assembly machine;
  final Counters counters = new Counters();
  private final DatagramRing ring = new DatagramRing(8 << 20, counters);

  /** Fields of a datagram that are compared. */
  record Seen(long arrivalNanos, int source, int port, String bytes) {}

  /**
   * @param folder with the identity of the vehicle, its trust, and its data when it was there
   *     before
   * @param more lines of the configuration
   */
  AskedVehicle(Path folder, int brokerPort, S3ProxyProcess store, String more)
      throws IOException, ConfigException {
    Path file =
        Files.writeString(
            folder.resolve("catenary.yaml"),
            """
            vehicle: drone-1
            mission: m7
            data-directory: data
            sensors: [{name: mast}]
            position: {source: fixed, latitude: -37.8, longitude: 145.0, height: 30}
            classification: {model: rules}
            spool: {reserve: 0}
            iot: {endpoint: localhost, port: %d, identity: identity, trust: trust.pem}
            %s
            """
                .formatted(brokerPort, more));
    CatenaryConfig config = ConfigFile.read(file).require();
    machine =
        new Assembly(
            config,
            "test",
            Surroundings.of(
                ring,
                Feed.LIVE,
                new S3Store(store.config(BUCKET), InstantSource.system()),
                counters));
    machine.start();
  }

  /** Gives the machine datagrams, one each ten milliseconds of the host's clock from this time. */
  List<Seen> come(Instant first, int count, long seed) {
    Random random = new Random(seed);
    List<Seen> given = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      byte[] payload = new byte[1 + random.nextInt(1_400)];
      random.nextBytes(payload);
      long at = nanos(first) + i * 10_000_000L;
      given.add(new Seen(at, SOURCE, PORT, HexFormat.of().formatHex(payload)));
      if (!ring.offer(ByteBuffer.wrap(payload), 0, payload.length, 0, at, SOURCE, PORT, PORT)) {
        throw new AssertionError("the ring is full");
      }
    }
    return given;
  }

  /** Seals a chunk that says it was made of these datagrams. */
  void seal(Zone zone, String slug, long firstSequence, long lastSequence) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(slug.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    Checksums checksums = Checksums.of(bytes);
    machine
        .spool()
        .seal(
            bytes,
            ChunkManifest.newBuilder()
                .setFormatVersion(1)
                .setChunkId(slug + "_m7_" + firstSequence + "-" + lastSequence)
                .setVehicle("drone-1")
                .setMission("m7")
                .setZone(zone)
                .setRank(1)
                .setBytes(checksums.bytes())
                .setSha256(ByteString.fromHex(checksums.sha256()))
                .setCrc32C(checksums.crc32c())
                .setFirstSequence(firstSequence)
                .setLastSequence(lastSequence));
  }

  static long nanos(Instant at) {
    return at.getEpochSecond() * 1_000_000_000L + at.getNano();
  }

  /** The files of one request that the store has, by its own listing of the disk. */
  static List<Path> objects(S3ProxyProcess store, String request) throws IOException {
    Path folder = store.data().resolve(BUCKET).resolve("survey/drone-1/m7/raw");
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.getFileName().toString().startsWith("journal_" + request + "_"))
          .filter(file -> file.toString().endsWith(".pcapng"))
          .sorted()
          .toList();
    }
  }

  /** By the reader of any capture file, which knows nothing of journals. */
  static List<Seen> read(Path pcapng) throws IOException {
    List<Seen> all = new ArrayList<>();
    Datagram datagram = new Datagram();
    try (CaptureFileReader reader = new CaptureFileReader(pcapng, new Counters())) {
      while (reader.next(datagram)) {
        byte[] payload = new byte[datagram.length];
        datagram.bytes.get(datagram.offset, payload);
        all.add(
            new Seen(
                datagram.arrivalNanos,
                datagram.sourceIpv4,
                datagram.destinationPort,
                HexFormat.of().formatHex(payload)));
      }
      if (reader.isDamaged()) {
        throw new IOException(pcapng + " is damaged");
      }
    }
    return all;
  }

  @Override
  public void close() throws IOException {
    machine.close();
  }
}
