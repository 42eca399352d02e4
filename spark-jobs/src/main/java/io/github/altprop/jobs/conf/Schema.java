package io.github.altprop.jobs.conf;

import io.github.altprop.training.options.OptionSpec;
import io.github.altprop.training.options.Registry;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What may stand at a key of a configuration. */
sealed interface Schema {
  String key();

  /** A number, a word of a few, a flag, a list of numbers or of components. */
  record Leaf(OptionSpec spec) implements Schema {
    @Override
    public String key() {
      return spec.name();
    }
  }

  /**
   * Free text.
   *
   * @param defaultValue used when the key is absent; null if it must be given
   * @param doc for people; may be empty
   */
  record Text(String key, String defaultValue, String doc) implements Schema {
    Text(String key, String defaultValue) {
      this(key, defaultValue, "");
    }
  }

  /** How often something happens: see {@link Interval}. It never does if the key is absent. */
  record Every(String key, String doc) implements Schema {}

  /** Keys below a key; a section that is absent has all its defaults. */
  record Section(String key, List<Schema> fields) implements Schema {
    /** The keys right below that pick a component. */
    Set<String> components() {
      return fields.stream()
          .filter(field -> field instanceof Pick)
          .map(Schema::key)
          .collect(Collectors.toSet());
    }
  }

  /**
   * One component by its {@code name}, beside which its own options stand; the bare name will do,
   * and so will an option that is called like its component.
   *
   * @param defaultName used when the key is absent; null if it must be given
   */
  record Pick(String key, Registry<?> registry, String defaultName) implements Schema {}

  /** Any number of components, each a key with its options below. */
  record Parts(String key, Registry<?> registry) implements Schema {}
}
