package dev.catenary.simulator;

import dev.catenary.simulator.emit.Emitter;
import dev.catenary.simulator.emit.InspvaxMessage;
import dev.catenary.simulator.emit.PositionPacket;
import dev.catenary.simulator.platform.Drone;
import dev.catenary.simulator.platform.LocalFrame;
import dev.catenary.simulator.scan.Vlp16;
import java.io.IOException;
import java.time.Instant;

/** Flies the line once: LiDAR packets, INS messages and position packets in the order of time. */
final class Survey {
  private static final double INS_SECONDS = 0.01;

  /** GPS time less the Unix epoch's, and less UTC: 18 leap seconds since 2017. */
  private static final long GPS_EPOCH_UNIX_SECONDS = 315_964_800 - 18;

  private static final long HOUR_NANOS = 3_600_000_000_000L;

  private final Vlp16 sensor;
  private final Drone drone;
  private final LocalFrame frame;
  private final Emitter emitter;

  Survey(Vlp16 sensor, Drone drone, LocalFrame frame, Emitter emitter) {
    this.sensor = sensor;
    this.drone = drone;
    this.frame = frame;
    this.emitter = emitter;
  }

  /**
   * @param start whole seconds of UTC
   */
  void fly(double seconds, Instant start, int lidarPort, int positionPort, int insPort)
      throws IOException {
    long startNanos = start.getEpochSecond() * 1_000_000_000;
    double nextIns = 0;
    double nextSecond = 0;
    // INS messages run a little past the last packet, so that every point has a pose after it.
    for (double t = 0; t < seconds; t += Vlp16.PACKET_SECONDS) {
      while (nextIns <= t) {
        ins(startNanos, nextIns, insPort);
        nextIns += INS_SECONDS;
      }
      if (t >= nextSecond) {
        frame.place(drone.eastMetres(t), drone.northMetres(t), drone.upMetres(t));
        Instant second = start.plusSeconds((long) nextSecond);
        long micros = (startNanos + (long) (nextSecond * 1e9)) % HOUR_NANOS / 1_000;
        emitter.send(
            PositionPacket.of(second, micros, frame.latitudeRad(), frame.longitudeRad()),
            positionPort,
            t);
        nextSecond++;
      }
      // The sensor stamps whole microseconds: it fires when it says.
      long micros = Math.round(t * 1e6);
      long pastHour = (startNanos / 1_000 + micros) % (HOUR_NANOS / 1_000);
      emitter.send(sensor.packet(micros / 1e6, pastHour), lidarPort, t + Vlp16.PACKET_SECONDS);
    }
    for (int i = 0; i < 20; i++) {
      ins(startNanos, nextIns, insPort);
      nextIns += INS_SECONDS;
    }
  }

  private void ins(long startUnixNanos, double seconds, int port) throws IOException {
    long millis = Math.round(seconds * 1_000);
    long gpsNanos = startUnixNanos - GPS_EPOCH_UNIX_SECONDS * 1_000_000_000 + millis * 1_000_000;
    emitter.send(InspvaxMessage.of(gpsNanos, millis / 1e3, drone, frame), port, seconds);
  }
}
