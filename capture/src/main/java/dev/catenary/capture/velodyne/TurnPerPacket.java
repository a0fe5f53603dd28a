package dev.catenary.capture.velodyne;

/**
 * How far the head turns while it fires one packet, in hundredths of a degree: from a packet's
 * first to its last azimuth. A VLS-128 packet holds three azimuths only, so there it is the
 * difference to the packet before; a difference that jumps is a lost packet's and not used.
 */
final class TurnPerPacket {
  private static final int JUMP_NUMERATOR = 9;
  private static final int JUMP_DENOMINATOR = 5;

  private int previousAzimuth = -1;
  private int previousTurn;

  int of(VelodyneDataPacket packet, VelodyneModel model) {
    int first = packet.azimuthCentidegrees(0);
    if (model != VelodyneModel.VLS_128) {
      return forward(first, packet.azimuthCentidegrees(VelodyneDataPacket.BLOCKS - 1));
    }
    int turn = previousAzimuth < 0 ? 0 : forward(previousAzimuth, first);
    boolean jumped = previousTurn > 0 && turn * JUMP_DENOMINATOR > previousTurn * JUMP_NUMERATOR;
    previousAzimuth = first;
    if (jumped) {
      return previousTurn;
    }
    previousTurn = turn;
    return turn;
  }

  private static int forward(int from, int to) {
    int difference = to - from;
    return difference < 0 ? difference + VelodyneDataPacket.AZIMUTHS : difference;
  }
}
