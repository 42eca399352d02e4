package io.github.altprop.evaluation.embedding;

/** How pure the surroundings of points are. */
public final class Neighbours {
  private Neighbours() {}

  /**
   * The share of points whose nearest other point has the same label; of several equally near ones
   * the first counts.
   *
   * @param points [points][2]
   * @param labels one a point
   * @return 0 to 1; NaN for fewer than two points
   */
  public static double agreement(double[][] points, int[] labels) {
    int same = 0;
    for (int i = 0; i < points.length; i++) {
      int nearest = -1;
      double least = Double.POSITIVE_INFINITY;
      for (int j = 0; j < points.length; j++) {
        double dx = points[j][0] - points[i][0];
        double dy = points[j][1] - points[i][1];
        double square = dx * dx + dy * dy;
        if (j != i && square < least) {
          least = square;
          nearest = j;
        }
      }
      if (nearest >= 0 && labels[nearest] == labels[i]) {
        same++;
      }
    }
    return points.length < 2 ? Double.NaN : (double) same / points.length;
  }
}
