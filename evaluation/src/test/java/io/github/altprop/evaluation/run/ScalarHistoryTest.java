package io.github.altprop.evaluation.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ScalarHistoryTest {
  private static final String PROVENANCE =
      "{\"sessions\":[{\"started\":\"1970-01-01T00:01:40Z\"}]}";

  @Test
  void everyKindOfRecordHasItsCharts() {
    ScalarHistory history =
        history(
            """
            {"kind":"epoch","epoch":0,"step":0,"trainLoss":2.5,"testAccuracy":null,"seconds":1.0}
            {"kind":"angles","epoch":1,"step":4,"layer":"layer 1","degrees":12.5}
            {"kind":"alignment","epoch":1,"step":4,"layer":"layer0","cosine":0.5,"rho":1.5,"neurons":"a"}
            {"kind":"alignment","epoch":1,"step":4,"layer":"all","lambda1":0.25}
            {"kind":"round","round":1,"step":5,"loss":2.0,"learningRate":0.1,"fitSeconds":2.0}
            {"kind":"components","epoch":1,"step":5,"component":"component0","associatedLoss":0.125,"associatedSum":4.0}
            {"kind":"theory","epoch":0,"step":0,"energy":1.0}
            {"kind":"round","rou""");

    assertThat(history.entries())
        .flatExtracting(ScalarHistory.Entry::scalars)
        .containsExactlyInAnyOrder(
            new Scalar("training/epoch", 0, 0),
            new Scalar("loss/train", 0, 2.5),
            new Scalar("training/epochSeconds", 0, 1),
            new Scalar("angleToBackprop/layer_1", 4, 12.5),
            new Scalar("alignmentCosine/layer0", 4, 0.5),
            new Scalar("conservationRho/layer0", 4, 1.5),
            new Scalar("alignmentDominance/lambda1", 4, 0.25),
            new Scalar("loss/round", 5, 2),
            new Scalar("training/learningRate", 5, 0.1),
            new Scalar("associatedLoss/component0", 5, 0.125),
            new Scalar("associatedSum/component0", 5, 4));
  }

  @Test
  void timesCountTrainingFromTheFirstStart() {
    ScalarHistory history =
        history(
            """
            {"kind":"epoch","epoch":0,"step":0,"seconds":1.0}
            {"kind":"round","round":1,"step":5,"loss":2,"broadcastSeconds":0.5,"fitSeconds":2,"reduceSeconds":0.25}
            {"kind":"epoch","epoch":1,"step":5,"seconds":4.0}
            """);

    assertThat(history.start()).isEqualTo(100);
    assertThat(history.entries())
        .extracting(ScalarHistory.Entry::seconds)
        .containsExactly(101.0, 103.75, 105.0);
  }

  @Test
  void whatWasEvaluatedAfterTrainingComesLast() {
    Map<String, String> texts =
        Map.of(
            "metrics.jsonl",
            "{\"kind\":\"epoch\",\"epoch\":1,\"step\":5,\"testLoss\":1.5,\"seconds\":4.0}\n",
            "reports/evaluation.csv",
            """
            split,examples,loss,accuracy,top5Accuracy
            test,10,1.25,0.5,
            """,
            "reports/components.csv",
            """
            split,component,examples,associatedLoss,autoencoderLoss,associatedSum,autoencoderSum
            train,component0,20,0.5,0.25,4,2
            """);
    RunFiles files = path -> Optional.ofNullable(texts.get(path));

    ScalarHistory history = ScalarHistory.read(Run.read("run", files), files);

    assertThat(history.entries().subList(1, 3))
        .flatExtracting(ScalarHistory.Entry::scalars)
        .containsExactlyInAnyOrder(
            new Scalar("evaluated/loss/test", 5, 1.25),
            new Scalar("evaluated/accuracy/test", 5, 0.5),
            new Scalar("evaluated/associatedLoss/train/component0", 5, 0.5),
            new Scalar("evaluated/autoencoderLoss/train/component0", 5, 0.25),
            new Scalar("evaluated/associatedSum/train/component0", 5, 4),
            new Scalar("evaluated/autoencoderSum/train/component0", 5, 2));
  }

  @Test
  void aLineThatIsNoObjectIsNamed() {
    assertThatThrownBy(() -> history("{\"kind\":\"round\"}\n[1]\n"))
        .hasMessageContaining("metrics.jsonl, line 2");
  }

  private static ScalarHistory history(String metrics) {
    Map<String, String> texts = Map.of("metrics.jsonl", metrics, "provenance.json", PROVENANCE);
    RunFiles files = path -> Optional.ofNullable(texts.get(path));
    return ScalarHistory.read(Run.read("run", files), files);
  }
}
