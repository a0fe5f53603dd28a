package dev.catenary.capture.velodyne;

import static dev.catenary.capture.velodyne.VelodynePackets.STRONGEST;
import static dev.catenary.capture.velodyne.VelodynePackets.VLP_32C;
import static dev.catenary.capture.velodyne.VelodynePackets.packet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.catenary.proto.point.PointBatch;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * A VLP-32C that looks at the azimuths from 0 to 180.8 degrees: of each turn's 1,800 firing
 * sequences it sends the first 905, in packets of twelve, and nothing for the other 895. So the gap
 * stands behind the fifth block of the first turn's last packet, and elsewhere in later turns; in
 * the twelfth turn it lies between two packets.
 */
class VelodyneFieldOfViewTest {
  private static final double SEQUENCE_MICROS = 55.296;
  private static final int STEP_CENTIDEGREES = 20;
  private static final int SEQUENCES_IN_A_TURN = 36_000 / STEP_CENTIDEGREES;
  private static final int SEQUENCES_SENT = 905;
  private static final int PACKET_WITH_GAP = SEQUENCES_SENT / 12;
  private static final int FIRST_BLOCK_AFTER = SEQUENCES_SENT % 12;

  private final VelodyneDecoder decoder = new VelodyneDecoder(VelodyneConfig.automatic());
  private final PointBatch batch = new PointBatch(384);

  @Test
  void blocksBesideTheGapTurnAsMuchAsAnyOther() {
    List<VelodynePackets> packets = turns(2);
    decode(packets.subList(0, PACKET_WITH_GAP));
    double turned = turnedInBlock(3);
    decode(packets.subList(PACKET_WITH_GAP, PACKET_WITH_GAP + 1));
    for (int block = 0; block < 12; block++) {
      assertThat(turnedInBlock(block)).as("block %d", block).isCloseTo(turned, within(0.011));
    }
  }

  @Test
  void blocksBehindTheGapHaveTheTimeAtWhichTheyWereFired() {
    decode(turns(2).subList(0, PACKET_WITH_GAP + 1));
    long before = batch.sensorTimeNanos[(FIRST_BLOCK_AFTER - 1) * 32];
    long after = batch.sensorTimeNanos[FIRST_BLOCK_AFTER * 32];
    double passedMicros = (after - before) / 1e3;
    assertThat(passedMicros)
        .isCloseTo(
            (SEQUENCES_IN_A_TURN - SEQUENCES_SENT + 1) * SEQUENCE_MICROS,
            within(SEQUENCE_MICROS * 2));
  }

  @Test
  void lookingAwayIsNoLoss() {
    decode(turns(25));
    assertThat(decoder.packetsMissing()).isZero();
  }

  @Test
  void packetsLostBesidesAreCounted() {
    List<VelodynePackets> packets = turns(25);
    packets.subList(300, 303).clear();
    packets.remove(40);
    decode(packets);
    assertThat(decoder.packetsMissing()).isEqualTo(4);
  }

  private static List<VelodynePackets> turns(int turns) {
    List<VelodynePackets> packets = new ArrayList<>();
    int blocks = 0;
    for (int sequence = 0; sequence < turns * SEQUENCES_IN_A_TURN; sequence++) {
      int inTurn = sequence % SEQUENCES_IN_A_TURN;
      if (inTurn >= SEQUENCES_SENT) {
        continue;
      }
      if (blocks % 12 == 0) {
        long micros = Math.round(sequence * SEQUENCE_MICROS);
        packets.add(packet(VLP_32C, STRONGEST, micros, 0, 0).everyMeasurement(2_500, 9));
      }
      packets.getLast().azimuth(blocks % 12, inTurn * STEP_CENTIDEGREES);
      blocks++;
    }
    if (blocks % 12 != 0) {
      packets.removeLast();
    }
    return packets;
  }

  private void decode(List<VelodynePackets> packets) {
    for (VelodynePackets packet : packets) {
      batch.clear();
      decoder.decode(packet.bytes, 0, 1206, batch);
    }
  }

  /** From the first laser of a block to the last, degrees, their own azimuth offsets included. */
  private double turnedInBlock(int block) {
    double turned = azimuthDegrees(block * 32 + 31) - azimuthDegrees(block * 32);
    return turned - 360 * Math.rint(turned / 360);
  }

  private double azimuthDegrees(int point) {
    return Math.toDegrees(Math.atan2(-batch.ySensorMetres[point], batch.xSensorMetres[point]));
  }
}
