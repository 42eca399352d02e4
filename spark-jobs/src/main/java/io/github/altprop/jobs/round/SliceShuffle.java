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
