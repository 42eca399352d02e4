// What kernels are written in, so that they compile for GPUs (NVRTC) and as C++ alike.
//
// A kernel is written for one block of THREADS threads. EACH_THREAD(t) { ... } is what every thread t does on a GPU,
// and a loop over them on a processor; SYNC stands between two such phases, and only SHARED memory lives from one to
// the next. REAL, float or double, is the type of the elements. Floats are never added atomically: sums have one order.
#define THREADS 256

typedef REAL real;

#ifdef __CUDACC_RTC__

#define KERNEL(name, parameters) extern "C" __global__ void __launch_bounds__(THREADS) name parameters
#define DEVICE __device__ __forceinline__
#define DEVICE_MEMBER __device__
#define SHARED __shared__
#define EACH_THREAD(t) for (int t = threadIdx.x, t##End = t + 1; t < t##End; t++)
#define SYNC __syncthreads()
#define BLOCK ((int)blockIdx.x)
#define BLOCKS ((int)gridDim.x)

// Whether this block is the last of `blocks` to arrive; then it sees what all others wrote, and the count starts anew.
DEVICE bool arriveLast(unsigned* arrived, int blocks) {
  __threadfence();
  bool last = atomicAdd(arrived, 1u) == (unsigned)blocks - 1;
  if (last) *arrived = 0;
  __threadfence();
  return last;
}

#else

#define KERNEL(name, parameters)                                \
  static void name parameters;                                  \
  static const Registration name##Registration(#name, name);    \
  static void name parameters
#define DEVICE static inline
#define DEVICE_MEMBER
#define SHARED
// In an order that no kernel may rely on.
#define EACH_THREAD(t) for (int t##Done = 0, t = 91; t##Done < THREADS; t##Done++, t = (t + 173) % THREADS)
#define SYNC
#define BLOCK emulatedBlock
#define BLOCKS emulatedBlocks

DEVICE bool arriveLast(unsigned* arrived, int blocks) {
  bool last = ++*arrived == (unsigned)blocks;
  if (last) *arrived = 0;
  return last;
}

#endif

// Every element i below n, spread over all blocks.
#define EACH_ELEMENT(i, n) \
  EACH_THREAD(t##i) for (int i = BLOCK * THREADS + t##i; i < (n); i += BLOCKS * THREADS)

// lane[0] = the sum of all lanes, pair by pair.
DEVICE void fold(double* lane) {
  for (int step = THREADS / 2; step > 0; step /= 2) {
    EACH_THREAD(t) if (t < step) lane[t] += lane[t + step];
    SYNC;
  }
}

// out = finish(the sum of term(i) over all i below n), in an order that only n and the number of blocks decide.
template <class Term, class Finish>
DEVICE void sumAll(int n, Term term, Finish finish, volatile double* partial, unsigned* arrived, double* out) {
  SHARED double lane[THREADS];
  SHARED bool last;
  EACH_THREAD(t) {
    double sum = 0;
    for (int i = BLOCK * THREADS + t; i < n; i += BLOCKS * THREADS) sum += term(i);
    lane[t] = sum;
  }
  SYNC;
  fold(lane);
  EACH_THREAD(t) if (t == 0) {
    partial[BLOCK] = lane[0];
    last = arriveLast(arrived, BLOCKS);
  }
  SYNC;
  if (!last) return;
  EACH_THREAD(t) {
    double sum = 0;
    for (int block = t; block < BLOCKS; block += THREADS) sum += partial[block];
    lane[t] = sum;
  }
  SYNC;
  fold(lane);
  EACH_THREAD(t) if (t == 0) out[0] = finish(lane[0]);
}
