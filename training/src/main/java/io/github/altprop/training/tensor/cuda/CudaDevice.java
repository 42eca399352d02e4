package io.github.altprop.training.tensor.cuda;

import com.sun.jna.Native;
import com.sun.jna.Pointer;
import io.github.altprop.training.tensor.Device;
import io.github.altprop.training.tensor.ElementType;
import io.github.altprop.training.tensor.Precision;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.LongBuffer;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;

/**
 * A GPU, asked through CUDA's driver, cuBLAS and cuSOLVER, in one stream. Workspaces are of fixed
 * size or grow, so that a warm step allocates nothing and gives the same bits every time.
 */
final class CudaDevice implements Accelerator {
  private static final int THREADS = 256;
  private static final long BLAS_WORKSPACE = 32L << 20;
  private static final int MOST_SLOTS = 64;
  private static final int PLAIN = 0;
  private static final int TRANSPOSED = 1;

  private final int index;
  private final int device;
  private final long context;
  private final long stream;
  private final long blas;
  private final long blasWorkspace;
  private final long solver;
  private final long info;
  private final int multiprocessors;
  private final String description;
  private final Map<ElementType, Long> modules = new EnumMap<>(ElementType.class);
  private final Map<ElementType, Map<String, Long>> functions = new EnumMap<>(ElementType.class);

  // Arguments of a launch, then where each of them begins.
  private final ByteBuffer launch =
      ByteBuffer.allocateDirect(2 * MOST_SLOTS * Long.BYTES).order(ByteOrder.nativeOrder());
  private final long launchAddress = Pointer.nativeValue(Native.getDirectBufferPointer(launch));
  private final Pointer launchStarts = new Pointer(launchAddress + (long) MOST_SLOTS * Long.BYTES);

  private final Uploads uploads;

  private long work;
  private long workBytes;

  /** Opens the GPU that CUDA numbers so; {@link Libraries} must have found all libraries. */
  CudaDevice(int index, Precision precision, Cubins cubins) {
    this.index = index;
    int[] whole = new int[1];
    long[] handle = new long[1];
    check("cuDeviceGet", Driver.cuDeviceGet(whole, index));
    device = whole[0];
    check("cuDevicePrimaryCtxRetain", Driver.cuDevicePrimaryCtxRetain(handle, device));
    context = handle[0];
    attach();
    check("cuStreamCreate", Driver.cuStreamCreate(handle, Driver.NON_BLOCKING));
    stream = handle[0];
    uploads = new Uploads(stream, this::check);
    multiprocessors = attribute(index, Driver.MULTIPROCESSORS);
    int capability = capability(index);
    for (ElementType type : ElementType.values()) {
      byte[] image = cubins.get(type, capability, Nvrtc.version(), Nvrtc::compile);
      check("cuModuleLoadData", Driver.cuModuleLoadData(handle, image));
      modules.put(type, handle[0]);
      functions.put(type, new HashMap<>());
    }
    checkLibrary("cublasCreate", Blas.cublasCreate_v2(handle));
    blas = handle[0];
    checkLibrary("cublasGetVersion", Blas.cublasGetVersion_v2(blas, whole));
    String version = whole[0] / 10000 + "." + whole[0] / 100 % 100;
    blasWorkspace = room(BLAS_WORKSPACE);
    checkLibrary("cublasSetStream", Blas.cublasSetStream_v2(blas, stream));
    checkLibrary(
        "cublasSetWorkspace", Blas.cublasSetWorkspace_v2(blas, blasWorkspace, BLAS_WORKSPACE));
    int mode = precision == Precision.TF32 ? Blas.TF32_MATH : Blas.DEFAULT_MATH;
    checkLibrary("cublasSetMathMode", Blas.cublasSetMathMode(blas, mode));
    checkLibrary("cusolverDnCreate", Solver.cusolverDnCreate(handle));
    solver = handle[0];
    checkLibrary("cusolverDnSetStream", Solver.cusolverDnSetStream(solver, stream));
    info = room(Integer.BYTES);
    description =
        "CUDA " + Nvrtc.version() + " (cuBLAS " + version + "), GPU " + index + ", " + name(index);
  }

  /** Ten times the compute capability of a GPU, such as 90. */
  static int capability(int index) {
    return 10 * attribute(index, Driver.CAPABILITY_MAJOR)
        + attribute(index, Driver.CAPABILITY_MINOR);
  }

  /** What its maker calls a GPU. */
  static String name(int index) {
    byte[] name = new byte[256];
    Driver.cuDeviceGetName(name, name.length, ordinal(index));
    return Native.toString(name, StandardCharsets.UTF_8.name());
  }

  private static int attribute(int index, int attribute) {
    int[] value = new int[1];
    Driver.cuDeviceGetAttribute(value, attribute, ordinal(index));
    return value[0];
  }

  private static int ordinal(int index) {
    int[] ordinal = new int[1];
    Driver.cuDeviceGet(ordinal, index);
    return ordinal[0];
  }

  // Any thread may call: the context belongs to threads, not to processes.
  private void attach() {
    check("cuCtxSetCurrent", Driver.cuCtxSetCurrent(context));
  }

  private long room(long bytes) {
    long[] address = new long[1];
    check("cuMemAlloc", Driver.cuMemAlloc_v2(address, bytes));
    return address[0];
  }

  @Override
  public Device device() {
    return Device.gpu(index);
  }

  @Override
  public String description() {
    return description;
  }

  @Override
  public int multiprocessors() {
    return multiprocessors;
  }

  @Override
  public synchronized long freeBytes() {
    attach();
    long[] free = new long[1];
    long[] total = new long[1];
    check("cuMemGetInfo", Driver.cuMemGetInfo_v2(free, total));
    return free[0];
  }

  @Override
  public synchronized long allocate(long bytes) {
    attach();
    long[] address = new long[1];
    int status = Driver.cuMemAlloc_v2(address, bytes);
    if (status == Driver.OUT_OF_MEMORY) {
      return 0;
    }
    check("cuMemAlloc", status);
    return address[0];
  }

  @Override
  public synchronized void free(long address) {
    attach();
    check("cuStreamSynchronize", Driver.cuStreamSynchronize(stream));
    check("cuMemFree", Driver.cuMemFree_v2(address));
  }

  @Override
  public synchronized void clear(long address, long bytes) {
    attach();
    check("cuMemsetD8Async", Driver.cuMemsetD8Async(address, (byte) 0, bytes, stream));
  }

  @Override
  public synchronized void copy(long from, long to, long bytes) {
    attach();
    check("cuMemcpyDtoDAsync", Driver.cuMemcpyDtoDAsync_v2(to, from, bytes, stream));
  }

  @Override
  public synchronized ByteBuffer hostMemory(int bytes) {
    attach();
    return uploads.hostMemory(bytes);
  }

  @Override
  public synchronized long upload(ByteBuffer host, long address) {
    attach();
    return uploads.upload(host, address);
  }

  @Override
  public synchronized void await(long upload) {
    attach();
    uploads.await(upload);
  }

  @Override
  public synchronized void download(long address, ByteBuffer host) {
    attach();
    Pointer to = Native.getDirectBufferPointer(host.slice());
    check("cuMemcpyDtoHAsync", Driver.cuMemcpyDtoHAsync_v2(to, address, host.remaining(), stream));
    check("cuStreamSynchronize", Driver.cuStreamSynchronize(stream));
  }

  @Override
  public synchronized void launch(String kernel, int blocks, Arguments arguments) {
    attach();
    LongBuffer memory = launch.asLongBuffer();
    memory.put(0, arguments.slots());
    int[] starts = arguments.starts();
    for (int i = 0; i < starts.length; i++) {
      memory.put(MOST_SLOTS + i, launchAddress + (long) starts[i] * Long.BYTES);
    }
    long function =
        functions
            .get(arguments.type())
            .computeIfAbsent(kernel, name -> function(arguments.type(), name));
    check(
        kernel,
        Driver.cuLaunchKernel(
            function, blocks, 1, 1, THREADS, 1, 1, 0, stream, launchStarts, Pointer.NULL));
  }

  private long function(ElementType type, String kernel) {
    long[] function = new long[1];
    check(kernel, Driver.cuModuleGetFunction(function, modules.get(type), kernel));
    return function[0];
  }

  @Override
  public synchronized void gemm(
      ElementType type,
      boolean transposeA,
      boolean transposeB,
      int m,
      int n,
      int k,
      double alpha,
      long a,
      int lda,
      long b,
      int ldb,
      double beta,
      long c,
      int ldc) {
    attach();
    int opA = transposeA ? TRANSPOSED : PLAIN;
    int opB = transposeB ? TRANSPOSED : PLAIN;
    if (single(type)) {
      float[] by = {(float) alpha};
      float[] keep = {(float) beta};
      checkLibrary(
          "cublasSgemm",
          Blas.cublasSgemm_v2(blas, opA, opB, m, n, k, by, a, lda, b, ldb, keep, c, ldc));
    } else {
      double[] by = {alpha};
      double[] keep = {beta};
      checkLibrary(
          "cublasDgemm",
          Blas.cublasDgemm_v2(blas, opA, opB, m, n, k, by, a, lda, b, ldb, keep, c, ldc));
    }
  }

  @Override
  public synchronized void factorLu(ElementType type, int n, long a, long pivots, long status) {
    attach();
    int[] size = new int[1];
    if (single(type)) {
      checkLibrary(
          "cusolverDnSgetrf_bufferSize",
          Solver.cusolverDnSgetrf_bufferSize(solver, n, n, a, n, size));
      long room = work(size[0], type);
      checkLibrary(
          "cusolverDnSgetrf", Solver.cusolverDnSgetrf(solver, n, n, a, n, room, pivots, status));
    } else {
      checkLibrary(
          "cusolverDnDgetrf_bufferSize",
          Solver.cusolverDnDgetrf_bufferSize(solver, n, n, a, n, size));
      long room = work(size[0], type);
      checkLibrary(
          "cusolverDnDgetrf", Solver.cusolverDnDgetrf(solver, n, n, a, n, room, pivots, status));
    }
  }

  @Override
  public synchronized void solveLu(
      ElementType type, int n, int columns, long a, long pivots, long b) {
    attach();
    checkLibrary(
        "cusolverDngetrs",
        single(type)
            ? Solver.cusolverDnSgetrs(solver, PLAIN, n, columns, a, n, pivots, b, n, info)
            : Solver.cusolverDnDgetrs(solver, PLAIN, n, columns, a, n, pivots, b, n, info));
  }

  @Override
  public synchronized void factorQr(ElementType type, int m, int n, long a, long tau) {
    attach();
    int[] size = new int[1];
    checkLibrary(
        "cusolverDngeqrf_bufferSize",
        single(type)
            ? Solver.cusolverDnSgeqrf_bufferSize(solver, m, n, a, m, size)
            : Solver.cusolverDnDgeqrf_bufferSize(solver, m, n, a, m, size));
    long room = work(size[0], type);
    checkLibrary(
        "cusolverDngeqrf",
        single(type)
            ? Solver.cusolverDnSgeqrf(solver, m, n, a, m, tau, room, size[0], info)
            : Solver.cusolverDnDgeqrf(solver, m, n, a, m, tau, room, size[0], info));
  }

  @Override
  public synchronized void formQ(ElementType type, int m, int n, long a, long tau) {
    attach();
    int[] size = new int[1];
    checkLibrary(
        "cusolverDnorgqr_bufferSize",
        single(type)
            ? Solver.cusolverDnSorgqr_bufferSize(solver, m, n, n, a, m, tau, size)
            : Solver.cusolverDnDorgqr_bufferSize(solver, m, n, n, a, m, tau, size));
    long room = work(size[0], type);
    checkLibrary(
        "cusolverDnorgqr",
        single(type)
            ? Solver.cusolverDnSorgqr(solver, m, n, n, a, m, tau, room, size[0], info)
            : Solver.cusolverDnDorgqr(solver, m, n, n, a, m, tau, room, size[0], info));
  }

  private long work(int elements, ElementType type) {
    long bytes = (long) Math.max(1, elements) * type.bytes();
    if (bytes > workBytes) {
      if (work != 0) {
        free(work);
      }
      work = room(bytes);
      workBytes = bytes;
    }
    return work;
  }

  @Override
  public synchronized void beginRecording() {
    attach();
    check("cuStreamBeginCapture", Driver.cuStreamBeginCapture_v2(stream, Driver.CAPTURE_OF_THREAD));
  }

  @Override
  public synchronized long endRecording() {
    attach();
    long[] graph = new long[1];
    check("cuStreamEndCapture", Driver.cuStreamEndCapture(stream, graph));
    long[] executable = new long[1];
    int status = Driver.cuGraphInstantiateWithFlags(executable, graph[0], 0);
    check("cuGraphDestroy", Driver.cuGraphDestroy(graph[0]));
    check("cuGraphInstantiate", status);
    return executable[0];
  }

  @Override
  public synchronized void replay(long recording) {
    attach();
    check("cuGraphLaunch", Driver.cuGraphLaunch(recording, stream));
  }

  @Override
  public synchronized void forget(long recording) {
    attach();
    check("cuStreamSynchronize", Driver.cuStreamSynchronize(stream));
    check("cuGraphExecDestroy", Driver.cuGraphExecDestroy(recording));
  }

  @Override
  public synchronized void close() {
    attach();
    check("cuStreamSynchronize", Driver.cuStreamSynchronize(stream));
    Solver.cusolverDnDestroy(solver);
    Blas.cublasDestroy_v2(blas);
    Driver.cuMemFree_v2(blasWorkspace);
    Driver.cuMemFree_v2(info);
    if (work != 0) {
      Driver.cuMemFree_v2(work);
    }
    uploads.close();
    modules.values().forEach(Driver::cuModuleUnload);
    Driver.cuStreamDestroy_v2(stream);
    Driver.cuDevicePrimaryCtxRelease_v2(device);
  }

  private static boolean single(ElementType type) {
    return type == ElementType.FLOAT32;
  }

  private void check(String call, int status) {
    if (status != Driver.SUCCESS) {
      long[] name = new long[1];
      String error =
          Driver.cuGetErrorName(status, name) == Driver.SUCCESS && name[0] != 0
              ? new Pointer(name[0]).getString(0)
              : "error " + status;
      throw new IllegalStateException(call + " on gpu:" + index + ": " + error);
    }
  }

  private void checkLibrary(String call, int status) {
    if (status != 0) {
      throw new IllegalStateException(call + " on gpu:" + index + ": error " + status);
    }
  }
}
