package io.github.altprop.jobs.round;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.HashPartitioner;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.rdd.ShuffledRDD;
import scala.Tuple2;
import scala.reflect.ClassTag;
import scala.reflect.ClassTag$;

/** Brings the same slice of all workers together. */
final class SliceShuffle {
  private SliceShuffle() {}

  /**
   * Shuffles.
   *
   * @param cut each worker's slices, in order
   * @return in partition s the slices number s of all workers, in any order
   */
  static JavaRDD<List<Slice>> of(JavaRDD<List<Slice>> cut, int slices) {
    ClassTag<Integer> number = ClassTag$.MODULE$.apply(Integer.class);
    ClassTag<Slice> slice = ClassTag$.MODULE$.apply(Slice.class);
    return new ShuffledRDD<>(
            cut.flatMapToPair(SliceShuffle::numbered).rdd(),
            new HashPartitioner(slices), // the hash of a number is that number
            number,
            slice,
            slice)
        .setSerializer(new SliceSerializer())
        .toJavaRDD()
        .mapPartitions(SliceShuffle::together);
  }

  private static Iterator<Tuple2<Integer, Slice>> numbered(List<Slice> slices) {
    List<Tuple2<Integer, Slice>> numbered = new ArrayList<>();
    for (Slice slice : slices) {
      numbered.add(new Tuple2<>(numbered.size(), slice));
    }
    return numbered.iterator();
  }

  private static Iterator<List<Slice>> together(Iterator<Tuple2<Integer, Slice>> numbered) {
    List<Slice> slices = new ArrayList<>();
    numbered.forEachRemaining(pair -> slices.add(pair._2()));
    return Collections.singleton(slices).iterator();
  }
}
