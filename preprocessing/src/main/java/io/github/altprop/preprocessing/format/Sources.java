package io.github.altprop.preprocessing.format;

import io.github.altprop.preprocessing.BadInputException;
import io.github.altprop.preprocessing.format.cifar.CifarSource;
import io.github.altprop.preprocessing.format.idx.EmnistSource;
import io.github.altprop.preprocessing.format.idx.IdxSource;
import io.github.altprop.preprocessing.format.imagenet.ImageNetSource;
import io.github.altprop.preprocessing.format.imagenet.TinyImageNetSource;
import io.github.altprop.preprocessing.source.Source;
import io.github.altprop.preprocessing.synthetic.Generated;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The data sets that altprop can read. A new one is a {@link Source} and a line here, or a {@link
 * Source} that a jar on the class path names in {@code META-INF/services}.
 */
public final class Sources {
  private static final List<Source> OWN =
      List.of(
          CifarSource.cifar10(),
          CifarSource.cifar100(),
          new IdxSource("mnist", "MNIST", IdxSource.DIGITS),
          new IdxSource("fashion-mnist", "FashionMNIST", IdxSource.CLOTHES),
          new IdxSource("kmnist", "KMNIST", IdxSource.HIRAGANA),
          new EmnistSource(),
          new ImageNetSource(),
          new TinyImageNetSource(),
          new ImageFolderSource(),
          new SyntheticSource(Generated.SHAPES),
          new SyntheticSource(Generated.SEPARABLE),
          new SyntheticSource(Generated.ORTHOGONAL));

  private static final FoundSources FOUND = FoundSources.beside(OWN);

  private Sources() {}

  /** The names of all data sets. */
  public static List<String> names() {
    return all().map(Source::name).toList();
  }

  /** The jar or folder that a data set's reader comes from; empty for altprop's own. */
  public static Optional<String> origin(String name) {
    return Optional.ofNullable(FOUND.origins().get(name));
  }

  /** What is wrong with what jars on the class path bring: a sentence each, naming the jar. */
  public static List<String> faults() {
    return FOUND.faults();
  }

  /** The data set of that name; refuses an unknown one. */
  public static Source named(String name) {
    return all()
        .filter(source -> source.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new BadInputException(
                    "no data set is called '"
                        + name
                        + "'; expected one of "
                        + names().stream().collect(Collectors.joining(", "))));
  }

  private static Stream<Source> all() {
    return Stream.concat(OWN.stream(), FOUND.sources().stream());
  }
}
