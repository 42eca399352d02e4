package io.github.altprop.jobs.s3;

/** An {@link S3Server} as a process of its own, for clients in other processes. */
public final class S3Process {
  /** What it prints before its port, once it serves. */
  public static final String SERVES = "S3 on port ";

  private S3Process() {}

  /** Serves until it is killed; the arguments are names of buckets. */
  public static void main(String[] buckets) throws InterruptedException {
    try (S3Server server = new S3Server(buckets)) {
      System.out.println(SERVES + server.proxy().port());
      Thread.currentThread().join();
    }
  }
}
