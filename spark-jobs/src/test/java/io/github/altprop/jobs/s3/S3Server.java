package io.github.altprop.jobs.s3;

import java.net.URI;
import org.apache.hadoop.conf.Configuration;
import org.gaul.s3proxy.AuthenticationType;
import org.gaul.s3proxy.S3Proxy;
import org.jclouds.ContextBuilder;
import org.jclouds.blobstore.BlobStore;
import org.jclouds.blobstore.BlobStoreContext;

/**
 * A store that speaks S3 over HTTP on loopback and holds its objects in memory, seen through a
 * {@link FaultyProxy}. It wants the credentials that the build sets in the tests' environment.
 */
public final class S3Server implements AutoCloseable {
  static final String KEY = System.getenv("AWS_ACCESS_KEY_ID");
  static final String SECRET = System.getenv("AWS_SECRET_ACCESS_KEY");

  private final BlobStoreContext objects;
  private final S3Proxy server;
  private final FaultyProxy proxy;

  public S3Server(String... buckets) {
    objects =
        ContextBuilder.newBuilder("transient").credentials("", "").build(BlobStoreContext.class);
    BlobStore store = objects.getBlobStore();
    for (String bucket : buckets) {
      store.createContainerInLocation(null, bucket);
    }
    server =
        S3Proxy.builder()
            .blobStore(store)
            .endpoint(URI.create("http://127.0.0.1:0"))
            .awsAuthentication(AuthenticationType.AWS_V2_OR_V4, KEY, SECRET)
            .build();
    try {
      server.start();
    } catch (Exception e) {
      throw new IllegalStateException("no S3 server", e);
    }
    proxy = new FaultyProxy(server.getPort());
  }

  /** What lies between clients and the server. */
  public FaultyProxy proxy() {
    return proxy;
  }

  /** Tells Hadoop that a bucket is here. Retries come soon after one another. */
  public void serve(String bucket, Configuration configuration) {
    point(bucket, proxy.port(), configuration);
  }

  /** Tells Hadoop that a bucket is at some port of this machine. */
  public static void point(String bucket, int port, Configuration configuration) {
    String prefix = "fs.s3a.bucket." + bucket + ".";
    configuration.set(prefix + "endpoint", "http://127.0.0.1:" + port);
    configuration.set(prefix + "path.style.access", "true");
    configuration.set(prefix + "retry.interval", "20ms");
    configuration.set(prefix + "retry.throttle.interval", "20ms");
    configuration.set(prefix + "attempts.maximum", "0");
  }

  /** Number of uploads that were begun and neither ended nor aborted. */
  public int pendingUploads(String bucket) {
    return objects.getBlobStore().listMultipartUploads(bucket).size();
  }

  @Override
  public void close() {
    proxy.close();
    try {
      server.stop();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
    objects.close();
  }
}
