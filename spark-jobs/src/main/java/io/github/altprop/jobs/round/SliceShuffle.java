package io.github.altprop.jobs.round;

import org.apache.spark.HashPartitioner;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.rdd.RDD;
import org.apache.spark.rdd.ShuffledRDD;
import scala.Tuple2;
import scala.reflect.ClassTag;
import scala.reflect.ClassTag$;

/** Brings slices together over Spark's shuffle. */
final class SliceShuffle {
  private SliceShuffle() {}

  /**
   * Shuffles.
   *
   * @param numbered slices
   * @param partitions of the result
   * @return in partition p the slices whose numbers leave p when divided by the partitions, in any
   *     order
   */
  static RDD<Tuple2<Integer, Slice>> of(JavaPairRDD<Integer, Slice> numbered, int partitions) {
    return shuffled(numbered, partitions);
  }

  /**
   * Brings all slices together.
   *
   * @param numbered the bytes of slices
   * @return one partition
   */
  static RDD<Tuple2<Integer, Slice>> ofBytes(JavaPairRDD<Integer, byte[]> numbered) {
    return shuffled(numbered, 1);
  }

  @SuppressWarnings("unchecked") // whether slices or their bytes are written, slices are read
  private static RDD<Tuple2<Integer, Slice>> shuffled(
      JavaPairRDD<Integer, ?> written, int partitions) {
    JavaPairRDD<Integer, Slice> numbered = (JavaPairRDD<Integer, Slice>) written;
    ClassTag<Integer> number = ClassTag$.MODULE$.apply(Integer.class);
    ClassTag<Slice> slice = ClassTag$.MODULE$.apply(Slice.class);
    return new ShuffledRDD<>(
            numbered.rdd(),
            new HashPartitioner(partitions), // the hash of a number is that number
            number,
            slice,
            slice)
        .setSerializer(new SliceSerializer());
  }
}
