package io.github.altprop.training.tensor.nd4j;

import io.github.altprop.training.tensor.ElementType;
import io.github.altprop.training.tensor.Engine;
import io.github.altprop.training.tensor.EngineTensor;
import io.github.altprop.training.tensor.Engines;
import io.github.altprop.training.tensor.FacetEngine;
import io.github.altprop.training.tensor.HostDecisions;
import io.github.altprop.training.tensor.Operands;
import io.github.altprop.training.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.nativeblas.NativeOpsHolder;

/**
 * Computes with ND4J calls alone, on whichever device ND4J was started for. Written to be right
 * everywhere: its expressions make temporary arrays, which {@link #allocatedBytes} does not count.
 */
final class Nd4jEngine extends FacetEngine {
  private final Place place;
  private final Engine host;
  private final List<Engine> siblings = new ArrayList<>();
  private final Set<INDArray> arrays = Collections.newSetFromMap(new IdentityHashMap<>());
  private long bytes;

  private Nd4jEngine(Place place, Engine host, NdTraining training) {
    super(
        new NdLinearAlgebra(new HostAlgebra(host, place::attach)),
        new NdElementwise(),
        new NdReductions(),
        training,
        training,
        new NdImages(),
        new HostDecisions<>(NdTensor.class));
    this.place = place;
    this.host = host;
  }

  /**
   * Where ND4J computes for a thread.
   *
   * @param threads of OpenMP on a processor
   * @param gpu CUDA's number of it, or {@link #NONE}
   */
  private record Place(int threads, int gpu) {
    static final int NONE = -1;

    /** ND4J spreads threads over all GPUs and gives each the processor's OpenMP threads. */
    void attach() {
      if (gpu != NONE) {
        Nd4j.getAffinityManager().unsafeSetDevice(gpu);
      }
      NativeOpsHolder.getInstance().getDeviceNativeOps().setOmpNumThreads(threads);
    }
  }

  static Nd4jEngine onProcessor(int threads) {
    if (threads < 1) {
      throw new IllegalArgumentException("an engine needs at least 1 thread, not " + threads);
    }
    return on(new Place(threads, Place.NONE));
  }

  static Nd4jEngine onGpu(int gpu) {
    return on(new Place(1, gpu));
  }

  private static Nd4jEngine on(Place place) {
    // ND4J must be up before its native operations can be asked for.
    Nd4j.getBackend();
    Engine host = Engines.cpu(1);
    place.attach();
    return new Nd4jEngine(place, host, new NdTraining());
  }

  @Override
  public Tensor zeros(ElementType type, int... shape) {
    long length = EngineTensor.elements(shape);
    if (length * type.bytes() > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "a tensor holds at most 2 GiB, not " + java.util.Arrays.toString(shape) + " " + type);
    }
    INDArray root = Nd4j.zeros(NdTensor.dataType(type), Math.max(1, length));
    arrays.add(root);
    bytes += length * type.bytes();
    return new NdTensor(root, type, 0, shape);
  }

  @Override
  public void release(Tensor tensor) {
    NdTensor own = NdTensor.own("release", tensor);
    Operands.require(
        Math.max(1, own.size()) == own.root().length() && arrays.remove(own.root()),
        "release",
        () -> own + " is a view or belongs to another engine");
    own.root().close();
    bytes -= own.size() * own.type().bytes();
  }

  @Override
  public long allocatedBytes() {
    return bytes + host.allocatedBytes();
  }

  @Override
  public int threads() {
    return place.threads();
  }

  @Override
  public Engine sibling(int siblingThreads) {
    Engine sibling = on(new Place(siblingThreads, place.gpu()));
    siblings.add(sibling);
    return sibling;
  }

  @Override
  public void attach() {
    place.attach();
  }

  @Override
  public String description() {
    String device = place.gpu() == Place.NONE ? "" : ", GPU " + place.gpu();
    return "ND4J " + Nd4j.getBackend().getClass().getSimpleName() + device;
  }

  @Override
  public void close() {
    siblings.forEach(Engine::close);
    siblings.clear();
    arrays.forEach(INDArray::close);
    arrays.clear();
    bytes = 0;
    host.close();
  }
}
