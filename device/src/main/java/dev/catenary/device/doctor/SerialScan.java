package dev.catenary.device.doctor;

import dev.catenary.capture.Sensors;
import dev.catenary.capture.link.DatagramRing;
import dev.catenary.capture.link.SerialLink;
import dev.catenary.capture.link.SerialLinkConfig;
import dev.catenary.capture.sensor.SensorDescription;
import dev.catenary.proto.counter.Counters;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Listens at a serial device at one speed after the other, until bytes make sense. Nothing is sent.
 *
 * @param device as it was named
 * @param baud speed at which something was understood; 0 for none
 * @param heard what came; null where nothing did
 * @param problem why it could not be opened; empty where it could
 */
public record SerialScan(Path device, int baud, @Nullable HeardStream heard, String problem) {
  /** Speeds of receivers, the likeliest first. */
  private static final int[] RECEIVER_BAUDS = {115_200, 9_600, 460_800, 38_400, 57_600, 921_600};

  private static final int RING_BYTES = 1 << 20;
  private static final int PORT = 1;
  private static final int READS = 64;

  /** Names that stay the same from plug to plug first, then those of the kernel. */
  public static List<Path> devices() throws IOException {
    Set<Path> real = new TreeSet<>();
    List<Path> all = new ArrayList<>();
    for (String folder : new String[] {"/dev/serial/by-id", "/dev"}) {
      Path place = Path.of(folder);
      if (Files.isDirectory(place)) {
        String names = folder.equals("/dev") ? "tty{USB,ACM,AMA,THS}*" : "*";
        try (DirectoryStream<Path> found = Files.newDirectoryStream(place, names)) {
          for (Path each : found) {
            if (real.add(each.toRealPath())) {
              all.add(each);
            }
          }
        }
      }
    }
    return all;
  }

  /** Speeds that are tried: those of sensors, then those of receivers. */
  static List<Integer> bauds() {
    List<Integer> bauds = new ArrayList<>();
    for (SensorDescription sensor : Sensors.ALL) {
      if (sensor.baud() > 0) {
        bauds.add(sensor.baud());
      }
    }
    for (int baud : RECEIVER_BAUDS) {
      if (!bauds.contains(baud)) {
        bauds.add(baud);
      }
    }
    return bauds;
  }

  /**
   * Listens at a device.
   *
   * @param time for each speed
   */
  public static SerialScan listen(Path device, Duration time) throws InterruptedException {
    for (int baud : bauds()) {
      DatagramRing ring = new DatagramRing(RING_BYTES, new Counters());
      HeardStream heard = new HeardStream();
      SerialLink link =
          new SerialLink(
              new SerialLinkConfig("scan", device, PORT, baud),
              0,
              ring,
              new Counters(),
              System::nanoTime,
              System::nanoTime);
      try (link;
          ring) {
        link.doWork();
        String problem = link.problem();
        if (problem != null) {
          return new SerialScan(device, 0, null, problem);
        }
        gather(link, ring, heard, time);
      }
      if (!heard.isUnknown()) {
        return new SerialScan(device, baud, heard, "");
      }
    }
    return new SerialScan(device, 0, null, "");
  }

  /** Bytes of a line within the time, taken as one piece: they come in parts of any length. */
  private static void gather(SerialLink link, DatagramRing ring, HeardStream heard, Duration time)
      throws InterruptedException {
    long end = System.nanoTime() + time.toNanos();
    Piece piece = new Piece();
    while (System.nanoTime() - end < 0) {
      if (link.doWork() == 0) {
        Thread.sleep(1);
      }
      ring.poll(datagram -> piece.add(datagram.bytes, datagram.offset, datagram.length), READS);
    }
    piece.giveTo(heard);
  }
}
