package io.github.altprop.jobs.worker;

import io.github.altprop.jobs.conf.Components;
import io.github.altprop.jobs.conf.Experiment;
import io.github.altprop.jobs.device.Placement;
import io.github.altprop.jobs.storage.ShardedDataset;
import io.github.altprop.preprocessing.ImageShape;
import io.github.altprop.preprocessing.Split;
import java.io.Serializable;
import java.util.List;

/**
 * Everything that an executor needs to set up a worker.
 *
 * @param session tells one start of a training from another, also of the same run
 * @param experimentYaml the resolved experiment
 * @param data the shards
 * @param threads that a worker may compute with
 * @param placement where it computes
 */
public record WorkerPlan(
    String session, String experimentYaml, ShardedDataset data, int threads, Placement placement)
    implements Serializable {

  Blueprint blueprint() {
    Experiment experiment =
        Experiment.read("experiment.yaml", experimentYaml, List.of(), Components.catalog());
    ImageShape image = data.manifest().image();
    return new Blueprint(
        experiment.on(data.manifest().split(Split.TRAIN).examples()),
        List.of(image.height(), image.width(), image.channels()),
        data.manifest().classes().size());
  }
}
