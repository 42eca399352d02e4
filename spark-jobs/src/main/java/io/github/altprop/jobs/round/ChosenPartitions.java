package io.github.altprop.jobs.round;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.apache.spark.Dependency;
import org.apache.spark.NarrowDependency;
import org.apache.spark.Partition;
import org.apache.spark.TaskContext;
import org.apache.spark.rdd.RDD;
import scala.collection.Iterator;
import scala.collection.JavaConverters;
import scala.collection.immutable.Seq;
import scala.reflect.ClassTag$;

/**
 * An RDD whose partitions are some partitions of other RDDs, each as one element that can be read
 * more than once. It lets all workers of a round read the averages from the executors that hold
 * them: nothing is copied until it is read, and Spark knows how to compute a lost partition again.
 *
 * <p>The same class runs on Scala 2.12 and 2.13: {@code Seq} means another type in each, so that no
 * method of Spark with a {@code Seq} in its signature is called here, and those overridden return
 * what is a {@code Seq} to both.
 *
 * @param <T> elements of the others
 */
final class ChosenPartitions<T> extends RDD<List<ChosenPartitions.Opened<T>>> {
  private static final long serialVersionUID = 1L;

  private final transient List<List<Choice<T>>> choices;

  /** One for each partition; the driver alone asks. */
  private final transient List<Optional<String>> hosts;

  /** One for each RDD that partitions are chosen of. */
  private final List<Narrow<T>> parents;

  /**
   * A partition of an RDD.
   *
   * @param number from 0
   */
  record Choice<T>(RDD<T> rdd, int number) {}

  /** A partition that a task can read. */
  @FunctionalInterface
  interface Opened<T> {
    /** Its elements, from the first. */
    Iterator<T> read();
  }

  private ChosenPartitions(
      List<Narrow<T>> parents, List<List<Choice<T>>> choices, List<Optional<String>> hosts) {
    super(parents.get(0).rdd(), ClassTag$.MODULE$.apply(List.class));
    this.parents = parents;
    this.choices = choices;
    this.hosts = hosts;
  }

  /**
   * Chooses.
   *
   * @param choices those of each partition, at least one in all
   */
  static <T> ChosenPartitions<T> of(List<List<Choice<T>>> choices) {
    return of(choices, Collections.nCopies(choices.size(), Optional.empty()));
  }

  /**
   * Chooses.
   *
   * @param choices those of each partition, at least one in all
   * @param hosts where each partition is best read, if it matters; a free place goes before that
   */
  static <T> ChosenPartitions<T> of(List<List<Choice<T>>> choices, List<Optional<String>> hosts) {
    List<RDD<T>> rdds = rdds(choices);
    List<Narrow<T>> parents = new ArrayList<>();
    for (RDD<T> rdd : rdds) {
      List<List<Integer>> numbers =
          choices.stream()
              .map(
                  all -> all.stream().filter(c -> c.rdd().equals(rdd)).map(Choice::number).toList())
              .toList();
      parents.add(new Narrow<>(rdd, numbers));
    }
    return new ChosenPartitions<>(parents, choices, hosts);
  }

  private static <T> List<RDD<T>> rdds(List<List<Choice<T>>> choices) {
    return choices.stream().flatMap(List::stream).<RDD<T>>map(Choice::rdd).distinct().toList();
  }

  private static <E> Seq<E> sequence(List<? extends E> list) {
    return JavaConverters.<E>asScalaBuffer(new ArrayList<>(list)).toList();
  }

  /** Takes the place of the one parent that the constructor named. */
  @Override
  public Seq<Dependency<?>> getDependencies() {
    return sequence(parents);
  }

  /** Of none, Spark asks those that it is made of. */
  @Override
  public Seq<String> getPreferredLocations(Partition split) {
    return sequence(hosts.get(split.index()).stream().toList());
  }

  @Override
  public Partition[] getPartitions() {
    List<RDD<T>> rdds = rdds(choices);
    Partition[] partitions = new Partition[choices.size()];
    for (int i = 0; i < partitions.length; i++) {
      List<Part> parts = new ArrayList<>();
      for (Choice<T> choice : choices.get(i)) {
        parts.add(new Part(rdds.indexOf(choice.rdd()), choice.rdd().partitions()[choice.number()]));
      }
      partitions[i] = new Parts(i, parts);
    }
    return partitions;
  }

  @Override
  public Iterator<List<Opened<T>>> compute(Partition split, TaskContext task) {
    List<Opened<T>> opened = new ArrayList<>();
    for (Part part : ((Parts) split).parts()) {
      RDD<T> rdd = parents.get(part.parent()).rdd();
      opened.add(() -> rdd.iterator(part.partition(), task));
    }
    return JavaConverters.asScalaIterator(List.of(List.copyOf(opened)).iterator());
  }

  /** Partitions of one RDD that others are made of. */
  private static final class Narrow<T> extends NarrowDependency<T> {
    private static final long serialVersionUID = 1L;

    /** By partition; the driver alone asks, and all tasks would read all of them. */
    private final transient List<List<Integer>> numbers;

    Narrow(RDD<T> rdd, List<List<Integer>> numbers) {
      super(rdd);
      this.numbers = numbers;
    }

    @Override
    @SuppressWarnings("unchecked") // Scala's Int is an object here
    public Seq<Object> getParents(int partition) {
      return (Seq<Object>) (Seq<?>) sequence(numbers.get(partition));
    }
  }

  private record Part(int parent, Partition partition) implements Serializable {}

  private record Parts(int index, List<Part> parts) implements Partition {
    private static final long serialVersionUID = 1L;
  }
}
