package io.github.altprop.preprocessing.format;

import io.github.altprop.preprocessing.source.Source;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.regex.Pattern;

/**
 * Sources that jars on the class path bring as services ({@link ServiceLoader}).
 *
 * @param sources those that can be used
 * @param origins the jar or folder of each, by name
 * @param faults why others cannot, a sentence each
 */
record FoundSources(List<Source> sources, Map<String, String> origins, List<String> faults) {
  private static final Pattern KEBAB_CASE = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");
  private static final int MOST_FAULTS = 20;

  /** Looks for sources whose names differ from those that there are. */
  static FoundSources beside(List<Source> own) {
    FoundSources found =
        new FoundSources(new ArrayList<>(), new LinkedHashMap<>(), new ArrayList<>());
    Iterator<Source> services = ServiceLoader.load(Source.class, loader()).iterator();
    while (found.faults.size() < MOST_FAULTS) {
      try {
        if (!services.hasNext()) {
          return found;
        }
        found.add(services.next(), own);
      } catch (ServiceConfigurationError | LinkageError | RuntimeException e) {
        found.faults.add(e.getMessage() + (e.getCause() == null ? "" : ": " + e.getCause()));
      }
    }
    return found;
  }

  private void add(Source source, List<Source> own) {
    String name = source.name();
    String origin = origin(source.getClass());
    if (name == null || !KEBAB_CASE.matcher(name).matches()) {
      faults.add(
          origin + ": data set '" + name + "': names are small letters, digits and single hyphens");
    } else if (origins.containsKey(name)
        || own.stream().anyMatch(other -> other.name().equals(name))) {
      faults.add(origin + ": two data sets are named " + name);
    } else {
      sources.add(source);
      origins.put(name, origin);
    }
  }

  /** The thread's loader where it sees the same interface, else the interface's own. */
  private static ClassLoader loader() {
    ClassLoader context = Thread.currentThread().getContextClassLoader();
    try {
      boolean same =
          context != null && Class.forName(Source.class.getName(), false, context) == Source.class;
      return same ? context : Source.class.getClassLoader();
    } catch (ClassNotFoundException e) {
      return Source.class.getClassLoader();
    }
  }

  private static String origin(Class<?> type) {
    CodeSource from = type.getProtectionDomain().getCodeSource();
    Path file =
        from == null || from.getLocation() == null
            ? null
            : Path.of(from.getLocation().getPath()).getFileName();
    return file == null ? type.getName() : file.toString();
  }
}
