package io.github.altprop.preprocessing.source;

import io.github.altprop.preprocessing.BadInputException;
import java.util.List;
import java.util.stream.Collectors;

/** The data sets that altprop can read. A new one is a {@link Source} and a line here. */
public final class Sources {
  private static final List<Source> ALL =
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
          new SyntheticSource());

  private Sources() {}

  /** The names of all data sets. */
  public static List<String> names() {
    return ALL.stream().map(Source::name).toList();
  }

  /** The data set of that name; refuses an unknown one. */
  public static Source named(String name) {
    return ALL.stream()
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
}
