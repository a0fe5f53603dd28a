package dev.catenary.uplink.laz;

import dev.catenary.proto.zone.Zone;
import java.io.IOException;

/** The reading side of {@link ReturnsXyLayer}. */
final class ReturnsXyDecoder {
  private static final int CHANNEL_CHANGED = 1 << 6;

  private final SymbolModel[] changes = ReturnsXyLayer.models(8, 128);
  private final SymbolModel[] returnCounts = ReturnsXyLayer.models(16, 16);
  private final SymbolModel[] returnNumbers = ReturnsXyLayer.models(16, 16);
  private final SymbolModel returnStep = new SymbolModel(13);
  private final IntegerDecoder xCoder = new IntegerDecoder(32, 2);
  private final IntegerDecoder yCoder = new IntegerDecoder(32, 22);
  private final RunningMedian[] xSteps = ReturnsXyLayer.medians();
  private final RunningMedian[] ySteps = ReturnsXyLayer.medians();
  private final byte[] pulseContext = ReturnsXyLayer.pulseContexts();

  private void reset() {
    for (SymbolModel model : changes) {
      model.reset();
    }
    for (int i = 0; i < 16; i++) {
      returnCounts[i].reset();
      returnNumbers[i].reset();
    }
    returnStep.reset();
    xCoder.reset();
    yCoder.reset();
    for (int i = 0; i < xSteps.length; i++) {
      xSteps[i].reset();
      ySteps[i].reset();
    }
  }

  /**
   * Decodes the points after the first of {@code [from, to)} and fills in the context.
   *
   * @param changed of each point the bits of what changes, for the other layers
   * @throws IOException when a point is of another scanner channel
   */
  void decode(
      ArithmeticDecoder decoder, Zone zone, int from, int to, ChunkContext context, byte[] changed)
      throws IOException {
    reset();
    int timeChangedBefore = 0;
    for (int i = from + 1; i < to; i++) {
      int before = zone.lasReturns[i - 1] & 0xFF;
      int place = ReturnsXyLayer.place(before & 0xF, before >> 4, 1, 2);
      int change = decoder.decode(changes[place + 4 * timeChangedBefore]);
      if ((change & CHANNEL_CHANGED) != 0) {
        throw new IOException("found a second scanner channel; expected channel 0 alone");
      }
      int timeChanged = change >> 4 & 1;
      int count = before >> 4;
      if ((change & ReturnsXyLayer.RETURN_COUNT_CHANGED) != 0) {
        count = decoder.decode(returnCounts[count]);
      }
      int number = number(decoder, change & 3, before & 0xF, timeChanged);
      int returns = count << 4 | number;
      zone.lasReturns[i] = (byte) returns;
      int steps = pulseContext[returns] << 1 | timeChanged;
      int single = count == 1 ? 1 : 0;
      int dx = xCoder.decode(decoder, xSteps[steps].get(), single);
      zone.xMillimetres[i] = zone.xMillimetres[i - 1] + dx;
      xSteps[steps].add(dx);
      int dy =
          yCoder.decode(
              decoder, ySteps[steps].get(), single + ReturnsXyLayer.even(xCoder.size(), 20));
      zone.yMillimetres[i] = zone.yMillimetres[i - 1] + dy;
      ySteps[steps].add(dy);
      int at = i - from;
      context.returnPlace[at] = (byte) ReturnsXyLayer.place(number, count, 2, 1);
      context.heightContext[at] =
          (byte) (single + ReturnsXyLayer.even((xCoder.size() + yCoder.size()) / 2, 18));
      context.timeChanged[at] = (byte) timeChanged;
      changed[at] = (byte) change;
      timeChangedBefore = timeChanged;
    }
  }

  private int number(ArithmeticDecoder decoder, int how, int before, int timeChanged) {
    return switch (how) {
      case 0 -> before;
      case 1 -> (before + 1) & 0xF;
      case 2 -> (before + 15) & 0xF;
      default ->
          timeChanged == 1
              ? decoder.decode(returnNumbers[before])
              : (before + decoder.decode(returnStep) + 2) & 0xF;
    };
  }
}
