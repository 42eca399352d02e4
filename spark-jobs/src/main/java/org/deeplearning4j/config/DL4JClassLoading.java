package org.deeplearning4j.config;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;

/**
 * What DL4J 1.0.0-M2.1 calls to load its oneDNN helpers. It stands in for the class of that name in
 * deeplearning4j-common, which not every registry has in this version.
 */
public final class DL4JClassLoading {
  private DL4JClassLoading() {}

  /** The class of this name, or null. */
  @SuppressWarnings("unchecked")
  public static <T> Class<T> loadClassByName(String name) {
    try {
      return (Class<T>) Class.forName(name);
    } catch (ClassNotFoundException e) {
      return null;
    }
  }

  /** A new object of the named class. */
  @SuppressWarnings("TypeParameterUnusedInFormals")
  public static <T> T createNewInstance(String name, Object... arguments) {
    return createNewInstance(name, Object.class, arguments);
  }

  /** A new object of the named class, by its constructor with as many parameters. */
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  public static <T> T createNewInstance(
      String name, Class<? super T> supertype, Object... arguments) {
    try {
      for (Constructor<?> constructor : loadClassByName(name).getConstructors()) {
        if (constructor.getParameterCount() == arguments.length) {
          return (T) supertype.cast(constructor.newInstance(arguments));
        }
      }
    } catch (InstantiationException | IllegalAccessException | InvocationTargetException e) {
      throw new IllegalStateException("cannot make a " + name, e);
    }
    throw new IllegalStateException(name + " has no fitting constructor");
  }
}
