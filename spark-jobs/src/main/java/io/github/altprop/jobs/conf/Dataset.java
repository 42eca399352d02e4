package io.github.altprop.jobs.conf;

/**
 * What an experiment expects of its data.
 *
 * @param name the data set it is meant for, or {@link Experiment#ANY_DATASET}
 * @param normalization how pixels become numbers
 * @param augmentation random changes of the training examples
 */
public record Dataset(String name, String normalization, String augmentation) {}
