package dev.catenary.proving.torture;

/**
 * The difference of two multisets of points.
 *
 * @param missing points of the first that are not in the second
 * @param surplus points of the second that are not in the first: twice, or of no datagram
 */
record PointDifference(long missing, long surplus) {
  /**
   * Compares.
   *
   * @param whole in order
   * @param found in order
   */
  static PointDifference of(long[] whole, long[] found) {
    long missing = 0;
    long surplus = 0;
    int at = 0;
    int there = 0;
    while (at < whole.length || there < found.length) {
      if (there == found.length || (at < whole.length && whole[at] < found[there])) {
        missing++;
        at++;
      } else if (at == whole.length || found[there] < whole[at]) {
        surplus++;
        there++;
      } else {
        at++;
        there++;
      }
    }
    return new PointDifference(missing, surplus);
  }

  boolean isNone() {
    return missing + surplus == 0;
  }
}
