package io.github.altprop.jobs.files;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.s3.model.AmazonS3Exception;
import org.apache.hadoop.fs.s3a.AWSServiceIOException;
import org.junit.jupiter.api.Test;

class ReasonsTest {
  @Test
  void aStoresAnswerIsItsStatusAndItsCode() {
    AmazonS3Exception answer = new AmazonS3Exception("Please reduce your request rate.");
    answer.setStatusCode(503);
    answer.setErrorCode("SlowDown");
    answer.setServiceName("Amazon S3");

    assertThat(Reasons.of(new AWSServiceIOException("put on s3a://bucket/key", answer)))
        .isEqualTo("the store answers 503 SlowDown");
  }

  @Test
  void theClientOfHadoop34SaysNoCodeButAStatus() {
    AmazonS3Exception answer =
        new AmazonS3Exception("Please reduce it. (Service: S3, Status Code: 503, Request ID: 1)") {
          @Override
          public String getMessage() {
            return getErrorMessage();
          }
        };

    assertThat(Reasons.of(new AWSServiceIOException("put on s3a://bucket/key", answer)))
        .isEqualTo("the store answers 503");
  }
}
