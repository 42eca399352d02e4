package org.nd4j.nativeblas;

/**
 * Stands where DL4J 1.0.0-M2.1 asks whether ND4J may use oneDNN, in a class that ND4J no longer
 * has. Without it DL4J's oneDNN helpers stay switched off, even with {@code
 * org.eclipse.deeplearning4j.helpers.disable=false}.
 */
public final class Nd4jCpu {
  private Nd4jCpu() {}

  /** Says yes. */
  public static final class Environment {
    private static final Environment INSTANCE = new Environment();

    private Environment() {}

    public static Environment getInstance() {
      return INSTANCE;
    }

    public boolean isUseMKLDNN() {
      return true;
    }
  }
}
