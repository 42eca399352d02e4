package io.github.altprop.jobs.round;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RoundsTest {
  @ParameterizedTest
  @CsvSource({"196,1,10", "196,2,10", "7,3,1", "7,3,2", "5,8,4", "1,1,1", "24,4,3", "25,4,3"})
  void everyMinibatchOfAnEpochIsDoneOnceAndInOrderOfRounds(
      int minibatches, int workers, int period) {
    Rounds rounds = new Rounds(minibatches, workers, period);
    List<Integer> seen = new ArrayList<>();
    for (int round = 0; round < rounds.count(); round++) {
      for (int worker = 0; worker < workers; worker++) {
        for (int g : rounds.share(round, worker)) {
          assertThat(g / period % workers).isEqualTo(worker);
          assertThat(rounds.roundOf(g)).isEqualTo(round);
          seen.add(g);
        }
      }
      assertThat(rounds.done(round + 1)).isEqualTo(seen.size());
    }
    assertThat(seen).containsExactlyElementsOf(IntStream.range(0, minibatches).boxed().toList());
  }

  @Test
  void theLastRoundMayLeaveWorkersWithoutWork() {
    Rounds rounds = new Rounds(7, 3, 2);

    assertThat(rounds.count()).isEqualTo(2);
    assertThat(rounds.share(1, 0)).containsExactly(6);
    assertThat(rounds.share(1, 1)).isEmpty();
  }
}
