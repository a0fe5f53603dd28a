package dev.catenary.inference.voxel;

/**
 * Spread of a set of points: the eigenvalues of its covariance and what they say of its shape.
 *
 * <p>Sources: shape features by Demantké et al. 2011, "Dimensionality based scale selection in 3D
 * lidar point clouds", and Weinmann et al. 2015; eigenvalues of a symmetric 3x3 matrix in closed
 * form by Smith 1961.
 */
public final class Spread {
  private long count;
  private double sx;
  private double sy;
  private double sz;
  private double sxx;
  private double sxy;
  private double sxz;
  private double syy;
  private double syz;
  private double szz;
  private double largest;
  private double middle;
  private double smallest;
  private double upright;
  private double mainX;
  private double mainY;
  private double mainZ;
  private double normalVertical;

  /** Forgets all points. */
  public void clear() {
    count = 0;
    sx = 0;
    sy = 0;
    sz = 0;
    sxx = 0;
    sxy = 0;
    sxz = 0;
    syy = 0;
    syz = 0;
    szz = 0;
  }

  /** Adds nine moments about a corner that lies at (dx, dy, dz). */
  void add(int points, double[] moments, int at, double dx, double dy, double dz) {
    double x = moments[at];
    double y = moments[at + 1];
    double z = moments[at + 2];
    count += points;
    sx += x + points * dx;
    sy += y + points * dy;
    sz += z + points * dz;
    sxx += moments[at + 3] + 2 * dx * x + points * dx * dx;
    sxy += moments[at + 4] + dx * y + dy * x + points * dx * dy;
    sxz += moments[at + 5] + dx * z + dz * x + points * dx * dz;
    syy += moments[at + 6] + 2 * dy * y + points * dy * dy;
    syz += moments[at + 7] + dy * z + dz * y + points * dy * dz;
    szz += moments[at + 8] + 2 * dz * z + points * dz * dz;
  }

  /** Finds the eigenvalues and the main directions of what was added. */
  public void solve() {
    largest = 0;
    middle = 0;
    smallest = 0;
    upright = 0;
    mainX = 0;
    mainY = 0;
    mainZ = 0;
    normalVertical = 0;
    if (count < 3) {
      return;
    }
    double mx = sx / count;
    double my = sy / count;
    double mz = sz / count;
    double a = sxx / count - mx * mx;
    double b = sxy / count - mx * my;
    double c = sxz / count - mx * mz;
    double d = syy / count - my * my;
    double e = syz / count - my * mz;
    double f = szz / count - mz * mz;
    upright = f;
    double off = b * b + c * c + e * e;
    double third = (a + d + f) / 3;
    double p =
        Math.sqrt(
            ((a - third) * (a - third)
                    + (d - third) * (d - third)
                    + (f - third) * (f - third)
                    + 2 * off)
                / 6);
    if (p < 1e-12) {
      largest = third;
      middle = third;
      smallest = third;
      return;
    }
    double da = (a - third) / p;
    double dd = (d - third) / p;
    double df = (f - third) / p;
    double db = b / p;
    double dc = c / p;
    double de = e / p;
    double half =
        (da * (dd * df - de * de) - db * (db * df - de * dc) + dc * (db * de - dd * dc)) / 2;
    double angle = Math.acos(Math.max(-1, Math.min(1, half))) / 3;
    largest = third + 2 * p * Math.cos(angle);
    smallest = third + 2 * p * Math.cos(angle + 2 * Math.PI / 3);
    middle = 3 * third - largest - smallest;
    direction(a, b, c, d, e, f, smallest);
    normalVertical = Math.abs(mainZ);
    direction(a, b, c, d, e, f, largest);
  }

  /** Leaves the unit eigenvector of an eigenvalue in the main direction; 0 when there is none. */
  private void direction(double a, double b, double c, double d, double e, double f, double value) {
    // The eigenvector is orthogonal to the rows of (C - value I): the longest of their products.
    double x0 = b * e - c * (d - value);
    double y0 = c * b - (a - value) * e;
    double z0 = (a - value) * (d - value) - b * b;
    double x1 = b * (f - value) - c * e;
    double y1 = c * c - (a - value) * (f - value);
    double z1 = (a - value) * e - b * c;
    double x2 = (d - value) * (f - value) - e * e;
    double y2 = e * c - b * (f - value);
    double z2 = b * e - c * (d - value);
    double n0 = x0 * x0 + y0 * y0 + z0 * z0;
    double n1 = x1 * x1 + y1 * y1 + z1 * z1;
    double n2 = x2 * x2 + y2 * y2 + z2 * z2;
    double longest = Math.max(n0, Math.max(n1, n2));
    if (longest < 1e-24) {
      mainX = 0;
      mainY = 0;
      mainZ = 0;
      return;
    }
    double scale = 1 / Math.sqrt(longest);
    mainX = scale * (longest == n0 ? x0 : longest == n1 ? x1 : x2);
    mainY = scale * (longest == n0 ? y0 : longest == n1 ? y1 : y2);
    mainZ = scale * (longest == n0 ? z0 : longest == n1 ? z1 : z2);
  }

  public long count() {
    return count;
  }

  /** 0 to 1: how much the points lie along a line. */
  public double linearity() {
    return largest <= 0 ? 0 : (largest - middle) / largest;
  }

  /** 0 to 1: how much they lie in a plane. */
  public double planarity() {
    return largest <= 0 ? 0 : (middle - smallest) / largest;
  }

  /** 0 to 1: how much they fill space. */
  public double sphericity() {
    return largest <= 0 ? 0 : smallest / largest;
  }

  /** East part of the unit vector along which the points are spread most; its sign says nothing. */
  public double mainX() {
    return mainX;
  }

  public double mainY() {
    return mainY;
  }

  public double mainZ() {
    return mainZ;
  }

  /** Mean of the points, metres from the low corner of the voxel they were seen from. */
  public double meanX() {
    return sx / count;
  }

  public double meanY() {
    return sy / count;
  }

  public double meanZ() {
    return sz / count;
  }

  /** 0 level to 1 upright: the line along which they are spread most. */
  public double mainVertical() {
    return Math.abs(mainZ);
  }

  /** 0 for an upright plane to 1 for a level one. */
  public double normalVertical() {
    return normalVertical;
  }

  /** Standard deviation of the heights, metres. */
  public double heightSpreadMetres() {
    return Math.sqrt(Math.max(0, upright));
  }

  /** Standard deviation along the longest direction, metres. */
  public double lengthMetres() {
    return Math.sqrt(Math.max(0, largest));
  }

  /** Standard deviation across the thinnest direction, metres. */
  public double thicknessMetres() {
    return Math.sqrt(Math.max(0, smallest));
  }
}
