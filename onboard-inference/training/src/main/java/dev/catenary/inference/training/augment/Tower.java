package dev.catenary.inference.training.augment;

/**
 * A tower of a transmission line, its shape by chance: a lattice that narrows to a waist, or one
 * time in five a tube, with one to four levels of arms. The simulator's towers are another code's,
 * so that their scenes can still be held back as never seen.
 */
final class Tower {
  private static final int CORNERS = 4;
  private static final double PANEL_LEAST_METRES = 1.5;

  /** Where a wire is fixed: metres across from the tower's middle, and up from its foot. */
  record Clamp(double across, double up) {}

  private final Plot plot;
  private final boolean tube;
  private final double height;
  private final double footHalf;
  private final double waistUp;
  private final double waistHalf;
  private final double topHalf;
  private final double slender;
  private final int bracing;
  private final boolean rings;
  private final double[] armUps;
  private final double[] armLengths;
  private final double armDepth;
  private final double string;
  private final boolean topWire;
  private final double legPerMetre;
  private final double bracePerMetre;
  private final double lowestShown;
  private final double hiddenShare;

  Tower(Plot plot) {
    this.plot = plot;
    tube = plot.oneIn(5);
    height = plot.uniform(15, 60);
    footHalf = tube ? plot.uniform(0.4, 1) : plot.uniform(2, 5);
    waistUp = height * plot.uniform(0.45, 0.8);
    waistHalf = tube ? footHalf * 0.7 : plot.uniform(0.5, Math.min(1.8, footHalf));
    topHalf = tube ? footHalf * 0.4 : waistHalf * plot.uniform(0.1, 1);
    slender = plot.uniform(0.6, 1.8);
    bracing = plot.random.nextInt(3);
    rings = plot.random.nextBoolean();
    int levels = 1 + plot.random.nextInt(4);
    armUps = new double[levels];
    armLengths = new double[levels];
    double widest = plot.uniform(3, levels == 1 ? 14 : 9);
    double highest = height * plot.uniform(0.88, 1);
    for (int level = 0; level < levels; level++) {
      armUps[level] = highest - (highest - waistUp) * level / levels;
      armLengths[level] = waistHalf + widest * plot.uniform(0.6, 1);
    }
    armDepth = plot.uniform(0.5, 2.5);
    string = plot.uniform(0.8, 4);
    topWire = plot.random.nextBoolean();
    legPerMetre = plot.perSquareMetre * plot.uniform(0.05, 0.6);
    bracePerMetre = legPerMetre * plot.uniform(0.3, 1);
    lowestShown = plot.oneIn(3) ? plot.uniform(0, height / 2) : 0;
    hiddenShare = plot.oneIn(2) ? 0 : plot.uniform(0, 0.5);
  }

  double footHalfMetres() {
    return footHalf;
  }

  /** Where wires hang: at the ends of the arms, and on some towers at the top. */
  Clamp[] clamps() {
    int levels = armUps.length;
    Clamp[] clamps = new Clamp[2 * levels + (topWire ? 1 : 0)];
    for (int level = 0; level < levels; level++) {
      clamps[2 * level] = new Clamp(-armLengths[level], armUps[level] - string);
      clamps[2 * level + 1] = new Clamp(armLengths[level], armUps[level] - string);
    }
    if (topWire) {
      clamps[2 * levels] = new Clamp(0, height);
    }
    return clamps;
  }

  /** Puts what is seen of it. */
  void addTo(Brush brush) {
    if (tube) {
      addTube(brush);
    } else {
      addLattice(brush);
    }
    for (int level = 0; level < armUps.length; level++) {
      for (int side = -1; side <= 1; side += 2) {
        addArm(brush, side, armLengths[level], armUps[level]);
      }
    }
  }

  private void addTube(Brush brush) {
    for (double up = lowestShown; up < height; up += 0.5) {
      double half = half(up);
      int points = (int) (legPerMetre * 2 * half + plot.random.nextDouble());
      for (int i = 0; i < points; i++) {
        double turn = plot.uniform(0, 2 * Math.PI);
        brush.put(half * Math.cos(turn), half * Math.sin(turn), up + plot.uniform(0, 0.5));
      }
    }
  }

  private void addLattice(Brush brush) {
    int panel = 0;
    for (double low = 0; low < height; panel++) {
      double high = low + Math.max(PANEL_LEAST_METRES, 2 * half(low) * slender);
      if (height - high < PANEL_LEAST_METRES) {
        high = height;
      }
      for (int corner = 0; corner < CORNERS; corner++) {
        addFace(brush, corner, low, high, panel);
      }
      low = high;
    }
  }

  /** One leg and the bracing to the next, between two heights. */
  private void addFace(Brush brush, int corner, double low, double high, int panel) {
    int next = corner + 1;
    bar(brush, corner, low, corner, high, legPerMetre);
    switch (bracing) {
      case 0 -> {
        bar(brush, corner, low, next, high, bracePerMetre);
        bar(brush, next, low, corner, high, bracePerMetre);
      }
      case 1 -> {
        boolean rising = (panel & 1) == 0;
        bar(brush, rising ? corner : next, low, rising ? next : corner, high, bracePerMetre);
      }
      default -> {
        double middleAcross = (across(corner, high) + across(next, high)) / 2;
        double middleAlong = (along(corner, high) + along(next, high)) / 2;
        line(
            brush,
            across(corner, low),
            along(corner, low),
            low,
            middleAcross,
            middleAlong,
            high,
            bracePerMetre);
        line(
            brush,
            across(next, low),
            along(next, low),
            low,
            middleAcross,
            middleAlong,
            high,
            bracePerMetre);
      }
    }
    if (rings || bracing == 2) {
      bar(brush, corner, high, next, high, bracePerMetre);
    }
  }

  /** Two chords below and two above that meet at the tip, with struts between, and the string. */
  private void addArm(Brush brush, int side, double length, double up) {
    double half = half(up);
    double root = side * half;
    double tip = side * length;
    double over = Math.min(height, up + armDepth);
    for (int face = -1; face <= 1; face += 2) {
      line(brush, root, face * half, up, tip, 0, up, bracePerMetre);
      line(brush, side * half(over), face * half(over), over, tip, 0, up, bracePerMetre);
    }
    int struts = (int) (length / 2);
    for (int strut = 1; strut < struts; strut++) {
      double at = (double) strut / struts;
      double across = root + at * (tip - root);
      double along = half * (1 - at);
      double rise = (over - up) * (1 - at);
      line(brush, across, -along, up, across, along, up, bracePerMetre);
      line(brush, across, -along, up, across, along, up + rise, bracePerMetre);
    }
    line(brush, tip, 0, up - string, tip, 0, up, legPerMetre);
  }

  private void bar(Brush brush, int corner, double low, int other, double high, double perMetre) {
    line(
        brush,
        across(corner, low),
        along(corner, low),
        low,
        across(other, high),
        along(other, high),
        high,
        perMetre);
  }

  /** A bar, unless nothing is seen of it. */
  private void line(
      Brush brush,
      double across0,
      double along0,
      double up0,
      double across1,
      double along1,
      double up1,
      double perMetre) {
    if (Math.max(up0, up1) >= lowestShown && plot.random.nextDouble() >= hiddenShare) {
      brush.line(across0, along0, up0, across1, along1, up1, perMetre);
    }
  }

  private double across(int corner, double up) {
    int turned = corner % CORNERS;
    return turned == 0 || turned == 3 ? -half(up) : half(up);
  }

  private double along(int corner, double up) {
    return corner % CORNERS < 2 ? -half(up) : half(up);
  }

  /** From the middle to a side. */
  private double half(double up) {
    return up < waistUp
        ? footHalf + (waistHalf - footHalf) * up / waistUp
        : waistHalf + (topHalf - waistHalf) * (up - waistUp) / (height - waistUp);
  }
}
