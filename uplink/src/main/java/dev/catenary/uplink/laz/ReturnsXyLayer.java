package dev.catenary.uplink.laz;

import dev.catenary.proto.zone.Zone;

/**
 * The layer of what changes from point to point, of return numbers and of x and y. The scanner
 * channel is 0 throughout, as times alone tell the pulses of all sensors apart.
 */
final class ReturnsXyLayer {
  private static final int TIME_CHANGED = 1 << 4;
  private static final int SOURCE_CHANGED = 1 << 5;
  private static final int SCAN_ANGLE_CHANGED = 1 << 3;
  static final int RETURN_COUNT_CHANGED = 1 << 2;

  /** Context of the differences in x and y by number of returns (row) and return number. */
  private static final String[] PULSE_CONTEXT = {
    "0123453445555555", "1013333333333333", "2124444444433333", "3345444444444444",
    "4344544444444444", "5344454444444444", "3344445444444444", "4344444544444444",
    "4344444454444444", "5344444445444444", "5344444444544444", "5334444444455444",
    "5334444444455544", "5334444444445554", "5334444444444555", "5334444444444455"
  };

  private final SymbolModel[] changes = models(8, 128);
  private final SymbolModel[] returnCounts = models(16, 16);
  private final SymbolModel[] returnNumbers = models(16, 16);
  private final SymbolModel returnStep = new SymbolModel(13);
  private final IntegerCoder xCoder = new IntegerCoder(32, 2);
  private final IntegerCoder yCoder = new IntegerCoder(32, 22);
  private final RunningMedian[] xSteps = medians();
  private final RunningMedian[] ySteps = medians();
  private final byte[] pulseContext = pulseContexts();

  /** Context by number of returns (high four bits) and return number. */
  static byte[] pulseContexts() {
    byte[] pulseContext = new byte[256];
    for (int count = 0; count < 16; count++) {
      for (int number = 0; number < 16; number++) {
        pulseContext[count << 4 | number] = (byte) (PULSE_CONTEXT[count].charAt(number) - '0');
      }
    }
    return pulseContext;
  }

  static SymbolModel[] models(int count, int symbols) {
    SymbolModel[] models = new SymbolModel[count];
    for (int i = 0; i < count; i++) {
      models[i] = new SymbolModel(symbols);
    }
    return models;
  }

  static RunningMedian[] medians() {
    RunningMedian[] medians = new RunningMedian[12];
    for (int i = 0; i < medians.length; i++) {
      medians[i] = new RunningMedian();
    }
    return medians;
  }

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

  /** Encodes the points after the first of {@code [from, to)}. */
  void encode(ArithmeticEncoder encoder, Zone zone, int from, int to, ChunkContext context) {
    encoder.start();
    reset();
    int timeChangedBefore = 0;
    for (int i = from + 1; i < to; i++) {
      int returns = zone.lasReturns[i] & 0xFF;
      int before = zone.lasReturns[i - 1] & 0xFF;
      int number = returns & 0xF;
      int count = returns >> 4;
      int timeChanged = context.timeChanged[i - from];
      int changed = timeChanged == 0 ? 0 : TIME_CHANGED;
      changed |= zone.sensor[i] == zone.sensor[i - 1] ? 0 : SOURCE_CHANGED;
      changed |= zone.scanAngle[i] == zone.scanAngle[i - 1] ? 0 : SCAN_ANGLE_CHANGED;
      changed |= count == before >> 4 ? 0 : RETURN_COUNT_CHANGED;
      changed |= numberChange(number, before & 0xF);
      int place = place(before & 0xF, before >> 4, 1, 2);
      encoder.encode(changes[place + 4 * timeChangedBefore], changed);
      if ((changed & RETURN_COUNT_CHANGED) != 0) {
        encoder.encode(returnCounts[before >> 4], count);
      }
      if ((changed & 3) == 3) {
        returnNumber(encoder, number, before & 0xF, timeChanged);
      }
      int steps = pulseContext[returns] << 1 | timeChanged;
      int single = count == 1 ? 1 : 0;
      int dx = zone.xMillimetres[i] - zone.xMillimetres[i - 1];
      xCoder.encode(encoder, xSteps[steps].get(), dx, single);
      xSteps[steps].add(dx);
      int dy = zone.yMillimetres[i] - zone.yMillimetres[i - 1];
      yCoder.encode(encoder, ySteps[steps].get(), dy, single + even(xCoder.size(), 20));
      ySteps[steps].add(dy);
      context.returnPlace[i - from] = (byte) place(number, count, 2, 1);
      context.heightContext[i - from] =
          (byte) (single + even((xCoder.size() + yCoder.size()) / 2, 18));
      timeChangedBefore = timeChanged;
    }
    encoder.finish();
  }

  /** 1 and 2 for the first and the last return of a pulse, each by its own number, added up. */
  static int place(int number, int count, int first, int last) {
    return (number == 1 ? first : 0) + (number >= count ? last : 0);
  }

  private static int numberChange(int number, int before) {
    if (number == before) {
      return 0;
    }
    return number == ((before + 1) & 0xF) ? 1 : number == ((before + 15) & 0xF) ? 2 : 3;
  }

  private void returnNumber(ArithmeticEncoder encoder, int number, int before, int timeChanged) {
    if (timeChanged == 1) {
      encoder.encode(returnNumbers[before], number);
    } else {
      int step = number - before;
      encoder.encode(returnStep, step > 1 ? step - 2 : step + 14);
    }
  }

  static int even(int size, int max) {
    return size < max ? size & ~1 : max;
  }
}
