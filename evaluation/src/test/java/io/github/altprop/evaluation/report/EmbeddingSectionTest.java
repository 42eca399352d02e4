package io.github.altprop.evaluation.report;

import static io.github.altprop.evaluation.report.ReportPage.attributes;
import static io.github.altprop.evaluation.report.ReportPage.nodes;
import static io.github.altprop.evaluation.report.ReportPage.page;
import static io.github.altprop.evaluation.report.ReportPage.texts;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.altprop.evaluation.run.Run;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;

class EmbeddingSectionTest {
  @Test
  void layers_are_pictures_with_a_key_of_their_classes_for_runs_that_have_them() throws Exception {
    String points =
        """
        layer,index,label,x,y
        input,0,1,0,0
        input,4,0,1,0
        input,5,0,1,0.5
        output,0,1,-3,7
        output,4,0,3,-7
        output,5,0,3,-7
        """;
    Run embedded =
        SampleRun.complete("bp", 3, 0.4, 0, 1)
            .with("reports/embedding.csv", points)
            .with(
                "reports/embedding.json",
                "{\"split\":\"test\",\"examples\":3,\"perplexity\":30.0,\"classes\":[\"cat\",\"<dog>\"]}")
            .read();
    Document page =
        page("embedded", List.of(SampleRun.complete("fa", 3, 0.3, 60, 2).read(), embedded));

    String section = "//section[@id='embedding']";
    assertThat(texts(page, section + "/ul/li")).containsExactly("cat", "<dog>");
    assertThat(texts(page, section + "//h4"))
        .containsExactly("cifar10-shallow-bptest set, 3 examples, perplexity 30");
    assertThat(texts(page, section + "//figure//h3")).containsExactly("input", "output");
    String picture = section + "//figure[2]/svg";
    assertThat(attributes(page, picture + "/path", "class"))
        .containsExactly("cloud c0", "cloud c1");
    assertThat(attributes(page, picture + "/path", "data-tip")).containsExactly("cat", "<dog>");
    // Both directions have one scale: the points' larger extent fills the square.
    assertThat(attributes(page, picture + "/path", "d"))
        .containsExactly("M226 314h0M226 314h0", "M94 6h0");
    assertThat(texts(page, section + "//figure[1]/p"))
        .containsExactly("nearest point of the same class: 66.7\u202f%");
    assertThat(nodes(page("three", SampleRun.three()), section).getLength()).isZero();
  }

  @Test
  void more_classes_than_colours_are_told_by_the_pointer() throws Exception {
    StringBuilder points = new StringBuilder("layer,index,label,x,y\n");
    for (int i = 0; i < 21; i++) {
      points.append("input,%d,%d,%d,0\n".formatted(i, i, i));
    }
    Document page =
        page(
            "classes-embedded",
            List.of(
                new SampleRun("runs/x").with("reports/embedding.csv", points.toString()).read()));

    String section = "//section[@id='embedding']";
    assertThat(texts(page, section + "/p[2]").get(0)).startsWith("21 classes share the colours");
    assertThat(attributes(page, section + "//figure/svg/path", "class"))
        .hasSize(21)
        .endsWith("cloud c0");
    assertThat(attributes(page, section + "//figure/svg/path", "data-tip")).endsWith("20");
  }
}
