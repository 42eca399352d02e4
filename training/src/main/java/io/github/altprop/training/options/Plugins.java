package io.github.altprop.training.options;

import java.net.URL;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.function.BiConsumer;

/** Finds the services that jars on the class path bring, and goes on past those that fail. */
public final class Plugins {
  private static final int MOST_FAULTS = 20;

  private Plugins() {}

  /**
   * Hands over every service of a type, in the order of the class path.
   *
   * @param each takes a service and the name of the jar or folder that it comes from; whatever it
   *     throws is a fault of that service
   * @return what is wrong, a sentence a fault that names the jar; empty if all is well
   */
  public static <S> List<String> forEach(Class<S> type, BiConsumer<S, String> each) {
    List<String> faults = new ArrayList<>();
    Iterator<S> services = ServiceLoader.load(type, loader(type)).iterator();
    while (faults.size() < MOST_FAULTS) {
      String origin = null;
      try {
        if (!services.hasNext()) {
          return faults;
        }
        S service = services.next();
        origin = origin(service.getClass());
        each.accept(service, origin);
      } catch (ServiceConfigurationError | LinkageError | RuntimeException e) {
        faults.add((origin == null ? "" : origin + ": ") + reason(e));
      }
    }
    return faults;
  }

  /**
   * The loader of the thread where it sees the same type, as on a cluster to which altprop's jar
   * and others come by different ways; else the type's own.
   */
  private static ClassLoader loader(Class<?> type) {
    ClassLoader context = Thread.currentThread().getContextClassLoader();
    try {
      if (context != null && Class.forName(type.getName(), false, context) == type) {
        return context;
      }
    } catch (ClassNotFoundException e) {
      return type.getClassLoader();
    }
    return type.getClassLoader();
  }

  private static String origin(Class<?> type) {
    CodeSource source = type.getProtectionDomain().getCodeSource();
    URL location = source == null ? null : source.getLocation();
    if (location == null) {
      return type.getName();
    }
    Path file = Path.of(location.getPath()).getFileName();
    return file == null ? type.getName() : file.toString();
  }

  private static String reason(Throwable failure) {
    if (failure instanceof ServiceConfigurationError && failure.getCause() != null) {
      return failure.getMessage() + ": " + reason(failure.getCause());
    }
    if (failure instanceof LinkageError) {
      return failure + " (was it compiled for this version of altprop, and for this Java?)";
    }
    return failure instanceof IllegalArgumentException
            || failure instanceof ServiceConfigurationError
        ? failure.getMessage()
        : failure.toString();
  }
}
