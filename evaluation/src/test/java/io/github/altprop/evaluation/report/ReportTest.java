package io.github.altprop.evaluation.report;

import static io.github.altprop.evaluation.report.ReportPage.attributes;
import static io.github.altprop.evaluation.report.ReportPage.nodes;
import static io.github.altprop.evaluation.report.ReportPage.page;
import static io.github.altprop.evaluation.report.ReportPage.texts;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.altprop.evaluation.run.Run;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;

class ReportTest {
  @Test
  void several_runs_share_one_accuracy_plot_with_train_dashed_and_test_solid() throws Exception {
    Document page = page("three", SampleRun.three());

    assertThat(texts(page, "//h1")).containsExactly("Three runs on cifar10");
    String plot = "//section[@id='curves']//figure[1]//div[@class='wide']/svg";
    assertThat(attributes(page, plot + "/path", "data-series"))
        .containsExactly(
            "cifar10-shallow-bp, train",
            "cifar10-shallow-gp, train",
            "cifar10-shallow-fa, train",
            "cifar10-shallow-bp, test",
            "cifar10-shallow-gp, test",
            "cifar10-shallow-fa, test");
    assertThat(attributes(page, plot + "/path", "class"))
        .containsExactly(
            "line c0 dashed", "line c1 dashed", "line c2 dashed", "line c0", "line c1", "line c2");
    List<String> tips = attributes(page, plot + "/g[@class='band']", "data-tip");
    assertThat(tips).hasSize(10);
    assertThat(tips.get(9))
        .startsWith("epoch 10\n")
        .contains("0\tcifar10-shallow-bp, test\t40.")
        .contains("2\tcifar10-shallow-fa, train\t");
  }

  @Test
  void top_5_accuracy_is_drawn_for_runs_with_more_than_ten_classes_only() throws Exception {
    String provenance = "{\"sessions\": [{\"classes\": %d}]}";
    SampleRun many =
        SampleRun.complete("bp", 3, 0.5, 0, 1).with("provenance.json", provenance.formatted(100));
    SampleRun few =
        SampleRun.complete("fa", 3, 0.5, 60, 2).with("provenance.json", provenance.formatted(10));

    Document page = page("classes", List.of(many.read(), few.read()));

    String plot = "//section[@id='curves']//figure[3]//div[@class='wide']/svg";
    assertThat(attributes(page, plot + "/path", "data-series"))
        .containsExactly("cifar10-shallow-bp, train", "cifar10-shallow-bp, test");
    assertThat(texts(page("few", List.of(few.read())), "//section[@id='curves']//figure"))
        .hasSize(2);
  }

  @Test
  void angles_are_bars_by_layer_with_whiskers_and_lines_by_step() throws Exception {
    Document page = page("three", SampleRun.three());

    String bars = "//section[@id='angles']//figure[1]//div[@class='wide']/svg";
    assertThat(texts(page, bars + "/text[@class='name']"))
        .containsExactly("layer0.weight", "layer1.weight", "layer2.weight", "layer3.weight");
    List<Double> widths =
        attributes(
                page, bars + "//rect[@class='bar' and @data-series='cifar10-shallow-fa']", "width")
            .stream()
            .map(Double::valueOf)
            .toList();
    assertThat(widths).hasSize(4).isSortedAccordingTo((a, b) -> Double.compare(b, a));
    // Three whisker strokes for each bar with a spread: the output layer has none.
    assertThat(nodes(page, bars + "//line[@class='whisker']").getLength()).isEqualTo(18);

    String steps = "//section[@id='angles']/div/figure[2]//div[@class='wide']/svg";
    assertThat(attributes(page, steps + "/path", "data-series"))
        .as("backprop's angle to itself is not drawn")
        .containsExactly("cifar10-shallow-gp", "cifar10-shallow-fa");
    assertThat(attributes(page, steps + "/g", "data-tip").get(1)).startsWith("step 49\n");
    assertThat(texts(page, "//section[@id='angles']//figure//h3"))
        .containsExactly(
            "By layer",
            "Over training, all layers",
            "By layer, after training",
            "Over training, layer0.weight",
            "Over training, layer1.weight",
            "Over training, layer2.weight",
            "Over training, layer3.weight");
  }

  @Test
  void losses_of_components_are_lines_by_step_for_runs_that_have_them() throws Exception {
    Run associated =
        new SampleRun("runs/al")
            .with(
                "metrics.jsonl",
                SampleRun.losses(100, "component0", 0.04, 0.01)
                    + SampleRun.losses(100, "component1", 0.02, 0.03)
                    + SampleRun.losses(200, "component0", 0.03, 0.01)
                    + SampleRun.losses(200, "component1", 0.0001, 0.02))
            .read();
    Document page =
        page("associated", List.of(SampleRun.complete("bp", 3, 0.4, 0, 1).read(), associated));

    String figures = "//section[@id='components']//figure";
    assertThat(texts(page, figures + "//h3"))
        .containsExactly("Associated loss of al", "Autoencoder loss of al");
    String plot = figures + "[1]//div[@class='wide']/svg";
    assertThat(attributes(page, plot + "/path", "data-series"))
        .containsExactly("component0", "component1");
    assertThat(attributes(page, plot + "/g[@class='band']", "data-tip").get(1))
        .isEqualTo("step 200\n0\tcomponent0\t0.03\n1\tcomponent1\t0.0001");
    assertThat(nodes(page("three", SampleRun.three()), "//section[@id='components']").getLength())
        .isZero();
  }

  @Test
  void alignment_and_conservation_are_drawn_where_they_were_recorded() throws Exception {
    Run fa = aligned("fa", "null", "0.99");
    Run signs = aligned("usf", "0.05", "1.02");

    Document one = page("alignment", List.of(signs));
    Document two = page("alignments", List.of(fa, signs));

    assertThat(texts(one, "//section[@id='alignment']//h3"))
        .containsExactly("Alignment", "Dominance");
    String plot = "//section[@id='alignment']//figure[1]//div[@class='wide']/svg";
    assertThat(attributes(one, plot + "/path", "class"))
        .as("the bound is dashed")
        .containsExactly("line c0", "line c0 dashed");
    assertThat(attributes(two, plot + "/path", "data-series"))
        .containsExactly("fa", "usf", "usf, bound");
    assertThat(texts(two, "//section[@id='conservation']//h3"))
        .containsExactly("Ratio to the law, hidden", "Drift, hidden");
    assertThat(
            attributes(two, "//section[@id='conservation']//svg/g[@class='band']", "data-tip")
                .get(1))
        .isEqualTo(
            "step 5\n0\tfa\t0.99\n0\tfa, of changes\t0.8\n1\tusf\t1.02\n1\tusf, of changes\t0.8");
    assertThat(nodes(page("three", SampleRun.three()), "//section[@id='alignment']").getLength())
        .isZero();
  }

  @Test
  void the_theory_stands_beside_what_happened_where_it_was_asked() throws Exception {
    Run run =
        new SampleRun("runs/theory")
            .with(
                "metrics.jsonl",
                "{\"kind\":\"theory\",\"epoch\":0,\"step\":0,\"examples\":20,\"separability\":249.1,"
                    + "\"leastSquaredNorm\":315,\"theta\":67.6,\"energy\":0.03,\"signsKept\":true,"
                    + "\"separableLambda\":1.85,\"doesNotApply\":null}\n"
                    + whole(0, "1", "1", "4.9")
                    + whole(1, "0.5", "0.8", "11.1")
                    + "{\"kind\":\"alignment\",\"epoch\":1,\"step\":1,\"layer\":\"layer1\","
                    + "\"forwardNorm\":0.09,\"signFlips\":7,\"neurons\":null}\n")
            .read();
    Document page = page("theory", List.of(run));

    assertThat(texts(page, "//section[@id='theory']//tbody//td"))
        .containsExactly("20", "249.1", "315", "67.6", "0.03", "yes", "1.85", "1", "2.649", "7");
    assertThat(texts(page, "//section[@id='theory']//h3"))
        .containsExactly(
            "Loss and its bound",
            "Dominance of order two",
            "Angle of the whole update",
            "Norm of the update",
            "Norm of the weight",
            "Changed signs");
    assertThat(nodes(page("none", SampleRun.three()), "//section[@id='theory']").getLength())
        .isZero();
  }

  private static String whole(long step, String loss, String bound, String lambda2) {
    return "{\"kind\":\"alignment\",\"epoch\":1,\"step\":"
        + step
        + ",\"layer\":\"all\",\"loss\":"
        + loss
        + ",\"lossBound\":"
        + bound
        + ",\"gradientNorm\":2,\"updateNorm\":1,\"angleDegrees\":12,\"lambda1\":4,\"lambda2\":"
        + lambda2
        + "}\n";
  }

  private static Run aligned(String name, String bound, String rho2) {
    return new SampleRun("runs/" + name)
        .with(
            "metrics.jsonl",
            SampleRun.alignment(0, 0.01, bound, "null", "null")
                + SampleRun.alignment(5, 0.2, bound, "0.8", rho2)
                + "{\"kind\":\"alignment\",\"epoch\":1,\"step\":5,\"layer\":\"all\","
                + "\"lambda1\":0.5,\"lambda2\":0.2}\n")
        .read();
  }

  @Test
  void results_and_distances_stand_in_tables() throws Exception {
    Document page = page("three", SampleRun.three());

    assertThat(texts(page, "//section[@id='results']//tr[@class='best']/td"))
        .containsExactly("10", "40.1\u202f%", "82.2\u202f%", "42.9\u202f%", "94.0\u202f%", "1.50");
    assertThat(texts(page, "//section[@id='distances']//tr[@class='group']/th"))
        .containsExactly(
            "layer0, test set", "layer1, test set", "layer2, test set", "layer3, test set");
    assertThat(texts(page, "//section[@id='distances']//tr[position()=3]/td"))
        .containsExactly("4.20", "9.80", "0.429");
  }

  @Test
  void numbers_of_parameters_stand_beside_results_in_parts_where_inference_uses_some_only()
      throws Exception {
    SampleRun bp = SampleRun.complete("bp", 3, 0.5, 0, 1).with("provenance.json", counts(""));
    SampleRun al =
        SampleRun.complete("al", 3, 0.4, 0, 2)
            .with("provenance.json", counts(", \"effective\": 1200, \"affiliated\": 34"));
    SampleRun old = SampleRun.complete("fa", 3, 0.3, 0, 3);
    String last = "//section[@id='results']//tr/td[position()>6]";

    assertThat(texts(page("plain", List.of(bp.read())), last)).containsExactly("1,234");
    assertThat(texts(page("old", List.of(old.read())), last)).isEmpty();
    Document page = page("parts", List.of(bp.read(), al.read(), old.read()));
    assertThat(texts(page, last))
        .containsExactly("1,234", "1,234", "0", "1,234", "1,200", "34", "–", "–", "–");
    assertThat(texts(page, "//section[@id='results']//th[@scope='col'][position()>7]"))
        .containsExactly("Parameters", "Effective", "Affiliated");
    assertThat(texts(page, "//section[@id='results']//p").get(0)).contains("inference");
  }

  private static String counts(String parts) {
    return "{\"sessions\": [{\"parameters\": {\"parameters\": 1234" + parts + "}}]}";
  }

  @Test
  void differing_settings_are_set_apart_from_common_ones() throws Exception {
    Document page = page("three", SampleRun.three());

    assertThat(texts(page, "//section[@id='settings']//table//code"))
        .containsExactly("name", "rule.name", "optimizer.learningRate", "seed");
    assertThat(texts(page, "//section[@id='settings']//table//tr[2]/td"))
        .containsExactly("bp", "gp", "fa");
    assertThat(texts(page, "//section[@id='settings']//dt"))
        .contains("dataset.augmentation[1]", "averaging.period", "batchSize")
        .doesNotContain("rule.name");
    assertThat(texts(page, "//section[@id='provenance']//dt")).contains("manifest.checksum");
  }

  @Test
  void what_is_missing_is_said() throws Exception {
    Document page = page("empty", List.of(new SampleRun("runs/empty").read()));

    assertThat(texts(page, "//h1")).containsExactly("empty");
    assertThat(texts(page, "//p[@class='lede']").get(0)).contains("No test accuracy");
    assertThat(texts(page, "//ul[@class='notes']/li"))
        .containsExactly("empty: no epoch is finished yet.");
    assertThat(nodes(page, "//svg").getLength()).isZero();
    assertThat(texts(page, "//p[@class='nothing']")).hasSize(6);
  }

  @Test
  void unfinished_and_diverged_runs_are_pointed_out() throws Exception {
    Run unfinished =
        SampleRun.complete("gp", 10, 0.37, 2, 3)
            .with(
                "metrics.jsonl",
                SampleRun.epoch(1, 196, 2, 0.2, 0.2)
                    + "{\"kind\":\"epoch\",\"epoch\":2,\"step\":392,\"trainLoss\":NaN}\n"
                    + "{\"kind\":\"epoch\",\"epo")
            .without("reports/evaluation.csv")
            .without("reports/angles.csv")
            .read();
    Document page = page("unfinished", List.of(unfinished));

    assertThat(texts(page, "//ul[@class='notes']/li"))
        .containsExactly(
            "cifar10-shallow-gp: unfinished, epochs 2 of 10.",
            "cifar10-shallow-gp: the training loss is no number from epoch 2 on.");
    assertThat(texts(page, "//section[@id='results']//td")).contains("2 of 10", "–");
  }

  @Test
  void text_of_a_run_never_becomes_markup() throws Exception {
    String hostile = "<script>alert('x')</script>&\"";
    Run run =
        new SampleRun("runs/x")
            .with("experiment.yaml", "name: " + hostile + "\n")
            .with("metrics.jsonl", SampleRun.angle(1, "<b>", 3) + SampleRun.epoch(1, 1, 1, 0, 0))
            .with("reports/angles.csv", "layer,index,batches,meanDegrees,stdDegrees\n<i>,0,1,3,\n")
            .read();
    Document page = page("hostile", List.of(run));

    assertThat(texts(page, "//h1")).containsExactly(hostile);
    assertThat(nodes(page, "//script").getLength()).isEqualTo(1);
  }

  @Test
  void runs_of_one_name_are_told_apart_by_their_folders() throws Exception {
    List<Run> seeds = new ArrayList<>();
    for (int seed = 1; seed <= 2; seed++) {
      seeds.add(SampleRun.complete("bp", 3, 0.4, 0, seed).read());
    }

    assertThat(texts(page("seeds", seeds), "//section[@id='results']//th[@scope='row']"))
        .containsExactly("cifar10-shallow-bp (runs/bp-1)", "cifar10-shallow-bp (runs/bp-2)");
  }

  @Test
  void the_title_is_silent_about_a_data_set_that_may_be_any() throws Exception {
    List<Run> runs =
        IntStream.range(0, 2)
            .mapToObj(
                k ->
                    SampleRun.complete("fa", 2, 0.5, 80, k)
                        .with("experiment.yaml", "name: \"mine\"\ndataset:\n  name: \"any\"\n")
                        .read())
            .toList();

    assertThat(texts(page("any", runs), "//h1")).containsExactly("Two runs");
  }

  @Test
  void many_runs_and_long_histories_stay_small() throws Exception {
    List<Run> runs =
        IntStream.range(0, 12)
            .mapToObj(k -> SampleRun.complete("fa", 200, 0.3 + 0.05 * k, 80 - k, k).read())
            .toList();
    String html = Report.html(runs);

    assertThat(html.length()).isLessThan(4_000_000);
    assertThat(texts(page("many", runs), "//h1")).containsExactly("12 runs on cifar10");
  }

  @Test
  void the_page_refers_to_nothing_outside() {
    assertThat(Report.html(SampleRun.three()))
        .doesNotContain("http")
        .doesNotContain("src=")
        .doesNotContain("href=")
        .doesNotContain("url(");
  }
}
