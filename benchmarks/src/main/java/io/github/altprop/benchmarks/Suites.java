package io.github.altprop.benchmarks;

import static org.junit.platform.engine.discovery.ClassNameFilter.includeClassNamePatterns;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectPackage;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestSource;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/**
 * Runs the contract and golden tests of training on the device that the system property {@code
 * altprop.device} names: {@code Suites PATTERN...} takes patterns of class names, prints a line for
 * each class that is done, so that what a time limit cuts off leaves its beginning, and last a JSON
 * object.
 */
public final class Suites {
  private static final int LONGEST = 400;

  private Suites() {}

  public static void main(String[] patterns) throws IOException {
    LauncherDiscoveryRequest request =
        LauncherDiscoveryRequestBuilder.request()
            .selectors(selectPackage("io.github.altprop.training"))
            .filters(includeClassNamePatterns(patterns))
            .build();
    Tally tally = new Tally();
    LauncherFactory.create().execute(request, tally);
    System.out.println(new ObjectMapper().writeValueAsString(tally.result()));
    System.exit(tally.failures.isEmpty() ? 0 : 1);
  }

  /** Counts as tests end. */
  private static final class Tally implements TestExecutionListener {
    private final List<Map<String, String>> failures = new ArrayList<>();
    private final Map<String, Integer> classes = new LinkedHashMap<>();
    private TestPlan plan;
    private int passed;

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
      boolean failed = result.getStatus() == TestExecutionResult.Status.FAILED;
      if (failed) {
        String why = result.getThrowable().map(Throwable::toString).orElse("");
        String line = why.replaceAll("\\s+", " ").strip();
        String name = owner(test) + " " + path(test);
        failures.add(
            Map.of("test", name, "why", line.substring(0, Math.min(LONGEST, line.length()))));
        System.out.println("FAILED " + name + ": " + line);
      } else if (test.isTest()) {
        passed++;
        classes.merge(owner(test), 1, Integer::sum);
      }
      if (test.getSource().orElse(null) instanceof ClassSource) {
        System.out.println("done " + owner(test) + " " + passed + " passed");
        System.out.flush();
      }
    }

    @Override
    public void testPlanExecutionStarted(TestPlan started) {
      plan = started;
    }

    /** Names from below the class down: which of its cases, which test, which of its arguments. */
    private String path(TestIdentifier test) {
      String name = test.getDisplayName();
      Optional<TestIdentifier> above = plan.getParent(test);
      while (above.isPresent() && above.get().getParentIdObject().isPresent()) {
        Optional<TestIdentifier> next = plan.getParent(above.get());
        boolean atClass = next.isEmpty() || next.get().getParentIdObject().isEmpty();
        name = atClass ? name : above.get().getDisplayName() + " / " + name;
        above = next;
      }
      return name;
    }

    private static String owner(TestIdentifier test) {
      TestSource source = test.getSource().orElse(null);
      String name =
          source instanceof MethodSource method
              ? method.getClassName()
              : source instanceof ClassSource type ? type.getClassName() : test.getDisplayName();
      return name.substring(name.lastIndexOf('.') + 1);
    }

    Map<String, Object> result() {
      Map<String, Object> result = new LinkedHashMap<>();
      result.put("passed", passed);
      result.put("failed", failures.size());
      result.put("passedByClass", classes);
      result.put("failures", failures);
      return result;
    }
  }
}
