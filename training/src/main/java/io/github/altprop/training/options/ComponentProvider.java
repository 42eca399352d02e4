package io.github.altprop.training.options;

import java.util.List;

/**
 * Brings components of one kind into a registry, from any jar on the class path. Each kind has an
 * interface of its own, which is what a jar names its provider under in {@code META-INF/services}
 * ({@link java.util.ServiceLoader}).
 *
 * @param <F> type of the components' factories
 */
public interface ComponentProvider<F> {
  /** The components; their names differ from all others of the kind. */
  List<? extends Component<? extends F>> components();
}
