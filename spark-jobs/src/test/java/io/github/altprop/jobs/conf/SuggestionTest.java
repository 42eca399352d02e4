package io.github.altprop.jobs.conf;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SuggestionTest {
  @ParameterizedTest
  @CsvSource({
    "abc,abc,0",
    "abc,'',3",
    "learnigRate,learningRate,1",
    "wdith,width,1",
    "GP,gp,0",
    "fa,bp,2"
  })
  void countsTheEditsThatTurnOneWordIntoAnother(String a, String b, int edits) {
    assertThat(Suggestion.distance(a, b)).isEqualTo(edits);
  }

  @Test
  void namesAllWhenNothingIsClose() {
    assertThat(Suggestion.among(List.of("bp", "fa"), "momentum")).isEqualTo("; there are bp, fa");
    assertThat(Suggestion.among(List.of("bp", "fa"), "fe")).isEqualTo("; did you mean fa?");
  }
}
