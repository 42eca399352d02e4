package io.github.altprop.preprocessing.synthetic;

import io.github.altprop.preprocessing.Labels;

/** The classes: figures of about the same area in the square from -1 to 1, y pointing down. */
enum Shape {
  DISC {
    @Override
    boolean covers(double x, double y) {
      return x * x + y * y <= 0.81;
    }
  },
  RING {
    @Override
    boolean covers(double x, double y) {
      double squaredRadius = x * x + y * y;
      return squaredRadius <= 0.9025 && squaredRadius >= 0.36;
    }
  },
  SQUARE {
    @Override
    boolean covers(double x, double y) {
      return farthest(x, y) <= 0.75;
    }
  },
  FRAME {
    @Override
    boolean covers(double x, double y) {
      return farthest(x, y) <= 0.85 && farthest(x, y) >= 0.5;
    }
  },
  TRIANGLE {
    @Override
    boolean covers(double x, double y) {
      return y >= -0.85 && y <= 0.75 && Math.abs(x) <= (y + 0.85) * 0.6;
    }
  },
  DIAMOND {
    @Override
    boolean covers(double x, double y) {
      return Math.abs(x) + Math.abs(y) <= 1;
    }
  },
  PLUS {
    @Override
    boolean covers(double x, double y) {
      return farthest(x, y) <= 0.95 && Math.min(Math.abs(x), Math.abs(y)) <= 0.28;
    }
  },
  CROSS {
    @Override
    boolean covers(double x, double y) {
      return farthest(x, y) <= 0.85 && Math.abs(Math.abs(x) - Math.abs(y)) <= 0.38;
    }
  },
  STRIPES {
    @Override
    boolean covers(double x, double y) {
      return farthest(x, y) <= 0.85 && cell(y, 0.34) % 2 == 0;
    }
  },
  CHECKER {
    @Override
    boolean covers(double x, double y) {
      return farthest(x, y) <= 0.85 && (cell(x, 0.5667) + cell(y, 0.5667)) % 2 == 0;
    }
  };

  /** Whether a point belongs to the figure. */
  abstract boolean covers(double x, double y);

  /** The name of the class. */
  String label() {
    return Labels.of(this);
  }

  private static double farthest(double x, double y) {
    return Math.max(Math.abs(x), Math.abs(y));
  }

  /** Number of the cell of a grid that starts at -0.85. */
  private static int cell(double position, double size) {
    return (int) Math.floor((position + 0.85) / size);
  }
}
