package io.github.altprop.preprocessing.format;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.altprop.preprocessing.files.FileAccess;
import io.github.altprop.preprocessing.files.TaskRunner;
import io.github.altprop.preprocessing.source.Source;
import io.github.altprop.preprocessing.source.SourcePlan;
import io.github.altprop.preprocessing.source.SourceRequest;
import io.github.altprop.preprocessing.synthetic.Generated;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FoundSourcesTest {
  @TempDir private Path jar;

  /** A data set of somebody's own. */
  public static class Own implements Source {
    private final String name;

    /** As a service. */
    public Own() {
      this("own-images");
    }

    Own(String name) {
      this.name = name;
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public boolean hasFiles() {
      return false;
    }

    @Override
    public SourcePlan plan(FileAccess files, TaskRunner tasks, SourceRequest request) {
      throw new UnsupportedOperationException();
    }
  }

  /** One with a name that is taken. */
  public static final class Taken extends Own {
    /** As a service. */
    public Taken() {
      super("synthetic");
    }
  }

  @Test
  void dataSetsOfJarsAreFoundAndThoseThatCannotBeUsedAreFaults() throws IOException {
    FoundSources found = with(Taken.class.getName(), "io.example.Nowhere", Own.class.getName());

    assertThat(found.sources()).extracting(Source::name).containsExactly("own-images");
    assertThat(found.origins()).containsEntry("own-images", "test-classes");
    assertThat(found.faults())
        .satisfiesExactly(
            fault -> assertThat(fault).isEqualTo("test-classes: two data sets are named synthetic"),
            fault -> assertThat(fault).contains("io.example.Nowhere not found"));
  }

  private FoundSources with(String... sources) throws IOException {
    Path services = Files.createDirectories(jar.resolve("META-INF/services"));
    Files.write(services.resolve(Source.class.getName()), List.of(sources));
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    try (URLClassLoader loader = new URLClassLoader(new URL[] {jar.toUri().toURL()}, before)) {
      thread.setContextClassLoader(loader);
      return FoundSources.beside(List.of(new SyntheticSource(Generated.SHAPES)));
    } finally {
      thread.setContextClassLoader(before);
    }
  }
}
