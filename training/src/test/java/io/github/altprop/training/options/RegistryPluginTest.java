package io.github.altprop.training.options;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RegistryPluginTest {
  private static final Component<String> OWN = new Component<>("own", "Altprop's own", "factory");

  @TempDir private Path jar;

  /** Brings words. */
  public interface Words extends ComponentProvider<String> {}

  /** A good provider. */
  public static final class Greeting implements Words {
    @Override
    public List<Component<String>> components() {
      return List.of(new Component<>("hello", "A greeting", "hello"));
    }
  }

  /** One whose component takes a name that is taken. */
  public static final class Taken implements Words {
    @Override
    public List<Component<String>> components() {
      return List.of(new Component<>("own", "Not altprop's", "factory"));
    }
  }

  /** One with an option whose default is out of its range. */
  public static final class OutOfRange implements Words {
    @Override
    public List<Component<String>> components() {
      OptionSpec option = OptionSpec.fraction("part", 2.0, "A part of something");
      return List.of(new Component<>("greedy", "Wants too much", "factory", option));
    }
  }

  /** One that no file could name. */
  public static final class Shouting implements Words {
    @Override
    public List<Component<String>> components() {
      return List.of(new Component<>("HELLO", "A greeting", "hello"));
    }
  }

  /** One that was compiled against something else. */
  public static final class Outdated implements Words {
    @Override
    public List<Component<String>> components() {
      throw new NoSuchMethodError("io.github.altprop.Gone.method()");
    }
  }

  @Test
  void componentsOfJarsStandBesideOwnOnesAndSayWhereTheyComeFrom() {
    Registry<String> words = with(Greeting.class.getName());

    assertThat(words.names()).containsExactly("own", "hello");
    assertThat(words.origin("hello")).contains("test-classes");
    assertThat(words.origin("own")).isEmpty();
    assertThat(words.faults()).isEmpty();
  }

  @Test
  void whatCannotBeUsedIsLeftOutWithItsReasonAndTheRestIsThere() {
    Registry<String> words =
        with(
            Taken.class.getName(),
            OutOfRange.class.getName(),
            Shouting.class.getName(),
            Outdated.class.getName(),
            "io.example.Nowhere",
            Greeting.class.getName());

    assertThat(words.names()).containsExactly("own", "hello");
    assertThat(words.require("own").doc()).isEqualTo("Altprop's own");
    assertThat(words.faults())
        .satisfiesExactly(
            fault -> assertThat(fault).isEqualTo("test-classes: two words are named own"),
            fault ->
                assertThat(fault)
                    .isEqualTo(
                        "test-classes: word greedy: option part: of its default, part is 2.0 but"
                            + " must be a number of at least 0 and at most 1"),
            fault -> assertThat(fault).contains("word 'HELLO': names are small letters"),
            fault -> assertThat(fault).contains("Gone.method()").contains("compiled for"),
            fault -> assertThat(fault).contains("io.example.Nowhere not found"));
  }

  @Test
  void aServiceFileThatIsNoneIsAFault() {
    assertThat(with("not a class name").faults())
        .singleElement()
        .asString()
        .contains("META-INF/services/" + Words.class.getName());
  }

  private Registry<String> with(String... providers) {
    return loading(providers, () -> new Registry<>("word", List.of(OWN), Words.class));
  }

  private <T> T loading(String[] providers, Supplier<T> work) {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    try (URLClassLoader loader = new URLClassLoader(new URL[] {serving(providers)}, before)) {
      thread.setContextClassLoader(loader);
      return work.get();
    } catch (IOException e) {
      throw new AssertionError(e);
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  private URL serving(String... providers) throws IOException, MalformedURLException {
    Path services = Files.createDirectories(jar.resolve("META-INF/services"));
    Files.write(services.resolve(Words.class.getName()), List.of(providers));
    return jar.toUri().toURL();
  }
}
