// What Accelerator asks of a GPU, on a processor: kernels run block after block, with 64 bits for each argument.
#include <jni.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <cstring>
#include <deque>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

static int emulatedBlock;
static int emulatedBlocks;

typedef void (*Call)(void (*)(), jlong*);

template <class T>
static T take(jlong*& at) {
  T value;
  std::memcpy(&value, at, sizeof value);
  at += (sizeof value + 7) / 8;
  return value;
}

template <class... A>
static void call(void (*kernel)(), jlong* at) {
  // Braces, since what is in them is read from left to right.
  struct Invoke {
    Invoke(void (*f)(A...), A... a) { f(a...); }
  } invoke{reinterpret_cast<void (*)(A...)>(kernel), take<A>(at)...};
  (void)invoke;
}

// Arguments as CUDA takes them, a pointer to each; they are read at once, and the kernel may run later.
typedef std::function<void()> Work;
typedef Work (*Bind)(void (*)(), void**);

template <class... A, size_t... I>
static Work bindAt(void (*kernel)(A...), void** at, std::index_sequence<I...>) {
  return std::bind(kernel, *static_cast<A*>(at[I])...);
}

template <class... A>
static Work bind(void (*kernel)(), void** at) {
  return bindAt(reinterpret_cast<void (*)(A...)>(kernel), at, std::index_sequence_for<A...>());
}

struct Entry {
  void (*kernel)();
  Call call;
  Bind bind;
};

static std::map<std::string, Entry>& entries() {
  static std::map<std::string, Entry> all;
  return all;
}

template <class... A>
static void enter(const std::string& name, void (*kernel)(A...)) {
  entries()[name] = Entry{reinterpret_cast<void (*)()>(kernel), &call<A...>, &bind<A...>};
}

using std::exp;
using std::expm1;
using std::log;
using std::log1p;
using std::sqrt;

namespace singles {
struct Registration {
  template <class... A>
  Registration(const char* name, void (*kernel)(A...)) { enter(std::string("float ") + name, kernel); }
};
#define REAL float
#include "kernels.cu"
}  // namespace singles
#undef REAL
#undef THREADS
#undef KERNEL
#undef DEVICE
#undef DEVICE_MEMBER
#undef SHARED
#undef EACH_THREAD
#undef SYNC
#undef BLOCK
#undef BLOCKS
#undef EACH_ELEMENT
namespace doubles {
struct Registration {
  template <class... A>
  Registration(const char* name, void (*kernel)(A...)) { enter(std::string("double ") + name, kernel); }
};
#define REAL double
#include "kernels.cu"
}  // namespace doubles

// False if there is no such kernel.
extern "C" JNIEXPORT jboolean JNICALL Java_io_github_altprop_training_tensor_cuda_EmulatedKernels_run(
    JNIEnv* env, jclass, jstring name, jint blocks, jlongArray arguments) {
  const char* text = env->GetStringUTFChars(name, nullptr);
  auto found = entries().find(text);
  env->ReleaseStringUTFChars(name, text);
  if (found == entries().end()) return JNI_FALSE;
  jlong* values = env->GetLongArrayElements(arguments, nullptr);
  emulatedBlocks = blocks;
  for (emulatedBlock = 0; emulatedBlock < blocks; emulatedBlock++) found->second.call(found->second.kernel, values);
  env->ReleaseLongArrayElements(arguments, values, JNI_ABORT);
  return JNI_TRUE;
}

#define NATIVE(type, name, ...) \
  extern "C" JNIEXPORT type JNICALL Java_io_github_altprop_training_tensor_cuda_EmulatedKernels_##name(JNIEnv* env, jclass, ##__VA_ARGS__)

// Memory: filled with what is no number, as a GPU's holds anything.
NATIVE(jlong, allocate, jlong bytes) {
  (void)env;
  void* memory = std::malloc(bytes);
  if (memory) std::memset(memory, 0xff, bytes);
  return reinterpret_cast<jlong>(memory);
}

NATIVE(void, free, jlong address) {
  (void)env;
  std::free(reinterpret_cast<void*>(address));
}

NATIVE(void, clear, jlong address, jlong bytes) {
  (void)env;
  std::memset(reinterpret_cast<void*>(address), 0, bytes);
}

NATIVE(void, copy, jlong from, jlong to, jlong bytes) {
  (void)env;
  std::memcpy(reinterpret_cast<void*>(to), reinterpret_cast<void*>(from), bytes);
}

NATIVE(jlong, address, jobject buffer) { return reinterpret_cast<jlong>(env->GetDirectBufferAddress(buffer)); }

// The libraries' calls, on matrices that lie column by column, in the plainest way.

template <class T>
static void multiply(bool transposeA, bool transposeB, int m, int n, int k, double alpha, const T* a, int lda,
                     const T* b, int ldb, double beta, T* c, int ldc) {
  for (int j = 0; j < n; j++) {
    for (int i = 0; i < m; i++) {
      double sum = 0;
      for (int l = 0; l < k; l++) {
        double left = transposeA ? a[(long)i * lda + l] : a[(long)l * lda + i];
        double right = transposeB ? b[(long)l * ldb + j] : b[(long)j * ldb + l];
        sum += left * right;
      }
      T& out = c[(long)j * ldc + i];
      out = (T)(alpha * sum + (beta == 0 ? 0 : beta * out));
    }
  }
}

template <class T>
static void factorLuOf(int n, T* a, int* pivots, int* info) {
  *info = 0;
  for (int p = 0; p < n; p++) {
    int most = p;
    for (int i = p; i < n; i++) {
      if (std::fabs(a[(long)p * n + i]) > std::fabs(a[(long)p * n + most])) most = i;
    }
    pivots[p] = most + 1;
    if (a[(long)p * n + most] == 0) {
      if (*info == 0) *info = p + 1;
      continue;
    }
    for (int j = 0; j < n; j++) std::swap(a[(long)j * n + p], a[(long)j * n + most]);
    for (int i = p + 1; i < n; i++) a[(long)p * n + i] /= a[(long)p * n + p];
    for (int j = p + 1; j < n; j++) {
      for (int i = p + 1; i < n; i++) a[(long)j * n + i] -= a[(long)p * n + i] * a[(long)j * n + p];
    }
  }
}

template <class T>
static void solveLuOf(int n, int columns, const T* a, const int* pivots, T* b) {
  for (int j = 0; j < columns; j++) {
    T* x = b + (long)j * n;
    for (int i = 0; i < n; i++) std::swap(x[i], x[pivots[i] - 1]);
    for (int p = 0; p < n; p++) {
      for (int i = p + 1; i < n; i++) x[i] -= a[(long)p * n + i] * x[p];
    }
    for (int p = n - 1; p >= 0; p--) {
      x[p] /= a[(long)p * n + p];
      for (int i = 0; i < p; i++) x[i] -= a[(long)p * n + i] * x[p];
    }
  }
}

// x -= tau v (v . x), with v = (1, below[0], below[1], ...).
template <class T>
static void reflect(int length, const T* below, T tau, T* x) {
  double product = x[0];
  for (int i = 1; i < length; i++) product += (double)below[i - 1] * x[i];
  x[0] = (T)(x[0] - tau * product);
  for (int i = 1; i < length; i++) x[i] = (T)(x[i] - tau * product * below[i - 1]);
}

template <class T>
static void factorQrOf(int m, int n, T* a, T* tau) {
  for (int p = 0; p < n; p++) {
    T* x = a + (long)p * m + p;
    double square = 0;
    for (int i = 1; i < m - p; i++) square += (double)x[i] * x[i];
    tau[p] = 0;
    if (square == 0) continue;
    double norm = std::sqrt(square + (double)x[0] * x[0]);
    double beta = x[0] > 0 ? -norm : norm;
    tau[p] = (T)((beta - x[0]) / beta);
    for (int i = 1; i < m - p; i++) x[i] = (T)(x[i] / (x[0] - beta));
    x[0] = (T)beta;
    for (int j = p + 1; j < n; j++) reflect(m - p, x + 1, tau[p], a + (long)j * m + p);
  }
}

template <class T>
static void formQOf(int m, int n, T* a, const T* tau) {
  std::vector<T> q((size_t)m * n);
  for (int j = 0; j < n; j++) q[(size_t)j * m + j] = 1;
  for (int p = n - 1; p >= 0; p--) {
    for (int j = 0; j < n; j++) reflect(m - p, a + (long)p * m + p + 1, tau[p], q.data() + (size_t)j * m + p);
  }
  std::copy(q.begin(), q.end(), a);
}

template <class T>
static T* at(jlong address) { return reinterpret_cast<T*>(address); }

NATIVE(void, gemm, jboolean single, jboolean ta, jboolean tb, jint m, jint n, jint k, jdouble alpha, jlong a, jint lda,
       jlong b, jint ldb, jdouble beta, jlong c, jint ldc) {
  (void)env;
  if (single) {
    multiply(ta, tb, m, n, k, alpha, at<float>(a), lda, at<float>(b), ldb, beta, at<float>(c), ldc);
  } else {
    multiply(ta, tb, m, n, k, alpha, at<double>(a), lda, at<double>(b), ldb, beta, at<double>(c), ldc);
  }
}

NATIVE(void, factorLu, jboolean single, jint n, jlong a, jlong pivots, jlong info) {
  (void)env;
  single ? factorLuOf(n, at<float>(a), at<int>(pivots), at<int>(info))
         : factorLuOf(n, at<double>(a), at<int>(pivots), at<int>(info));
}

NATIVE(void, solveLu, jboolean single, jint n, jint columns, jlong a, jlong pivots, jlong b) {
  (void)env;
  single ? solveLuOf(n, columns, at<float>(a), at<int>(pivots), at<float>(b))
         : solveLuOf(n, columns, at<double>(a), at<int>(pivots), at<double>(b));
}

NATIVE(void, factorQr, jboolean single, jint m, jint n, jlong a, jlong tau) {
  (void)env;
  single ? factorQrOf(m, n, at<float>(a), at<float>(tau)) : factorQrOf(m, n, at<double>(a), at<double>(tau));
}

NATIVE(void, formQ, jboolean single, jint m, jint n, jlong a, jlong tau) {
  (void)env;
  single ? formQOf(m, n, at<float>(a), at<float>(tau)) : formQOf(m, n, at<double>(a), at<double>(tau));
}

// CUDA's own calls, by their names in its libraries, so that what calls them is tested without a GPU.
#define CUDA extern "C" __attribute__((visibility("default"))) int
typedef unsigned long long Address;

static thread_local void* current = nullptr;
static int context;
static int invalidContext() { return current == &context ? 0 : 201; }

// A stream does what it is asked in order, as late as it may: when somebody waits for it. A capture keeps what is asked.
typedef std::vector<Work> Graph;
struct Stream {
  std::deque<Work> waiting;
  size_t done = 0;
  Graph* captured = nullptr;
  bool valid = true;

  size_t asked() const { return done + waiting.size(); }
  void run(size_t upTo) {
    while (done < upTo) {
      Work work = std::move(waiting.front());
      waiting.pop_front();
      done++;
      work();
    }
  }
};
struct Event {
  Stream* stream = nullptr;
  size_t position = 0;

  void await() const {
    if (stream) stream->run(position);
  }
};
static std::set<void*>& streams() {
  static std::set<void*> all;
  return all;
}
static std::set<void*>& events() {
  static std::set<void*> all;
  return all;
}

static int ask(void* s, const Work& work) {
  if (!streams().count(s)) return 400;
  Stream* stream = static_cast<Stream*>(s);
  if (stream->captured) {
    stream->captured->push_back(work);
  } else {
    stream->waiting.push_back(work);
  }
  return invalidContext();
}
// What no capture can keep makes all invalid.
static int unsafe() {
  int status = invalidContext();
  for (void* s : streams()) {
    Stream* stream = static_cast<Stream*>(s);
    if (stream->captured) {
      stream->valid = false;
      status = 900;
    }
  }
  return status;
}
static int askUnsafe(void* s, const Work& work) {
  int status = unsafe();
  return status ? status : ask(s, work);
}

CUDA cuStreamCreate(void** out, unsigned) {
  *out = new Stream();
  streams().insert(*out);
  return invalidContext();
}
CUDA cuStreamSynchronize(void* s) {
  int status = streams().count(s) ? unsafe() : 400;
  if (status == 0) static_cast<Stream*>(s)->run(static_cast<Stream*>(s)->asked());
  return status;
}
CUDA cuStreamDestroy_v2(void* s) {
  if (!streams().erase(s)) return 400;
  delete static_cast<Stream*>(s);
  return 0;
}
CUDA cuStreamWaitEvent(void* s, void* event, unsigned flags) {
  if (flags || !events().count(event)) return 400;
  Event now = *static_cast<Event*>(event);
  return askUnsafe(s, [=] { now.await(); });
}
CUDA cuEventCreate(void** out, unsigned) {
  *out = new Event();
  events().insert(*out);
  return invalidContext();
}
CUDA cuEventRecord(void* event, void* s) {
  static int recorded = 0;
  if (!events().count(event) || !streams().count(s)) return 400;
  Stream* stream = static_cast<Stream*>(s);
  *static_cast<Event*>(event) = Event{stream, stream->asked()};
  // Now and then early: a device waits for nothing that it is not told to wait for.
  if (unsafe() == 0 && ++recorded % 2) stream->run(stream->asked());
  return unsafe();
}
CUDA cuEventSynchronize(void* event) {
  int status = events().count(event) ? unsafe() : 400;
  if (status == 0) static_cast<Event*>(event)->await();
  return status;
}
CUDA cuEventDestroy_v2(void* event) {
  if (!events().erase(event)) return 400;
  delete static_cast<Event*>(event);
  return 0;
}

CUDA cuStreamBeginCapture_v2(void* s, int mode) {
  if (!streams().count(s) || mode != 1 || static_cast<Stream*>(s)->captured) return 1;
  static_cast<Stream*>(s)->captured = new Graph();
  static_cast<Stream*>(s)->valid = true;
  return invalidContext();
}
CUDA cuStreamEndCapture(void* s, Graph** out) {
  if (!streams().count(s) || !static_cast<Stream*>(s)->captured) return 1;
  Stream* stream = static_cast<Stream*>(s);
  *out = stream->captured;
  stream->captured = nullptr;
  if (stream->valid) return invalidContext();
  delete *out;
  *out = nullptr;
  return 901;
}
CUDA cuGraphInstantiateWithFlags(Graph** out, Graph* graph, unsigned long long flags) {
  return *out = new Graph(*graph), flags == 0 ? invalidContext() : 1;
}
CUDA cuGraphDestroy(Graph* graph) { return delete graph, 0; }
CUDA cuGraphExecDestroy(Graph* graph) { return delete graph, 0; }
CUDA cuGraphLaunch(Graph* graph, void* s) {
  Graph kept = *graph;
  return askUnsafe(s, [=] {
    for (const Work& work : kept) work();
  });
}

CUDA cuInit(unsigned) { return 0; }
CUDA cuDriverGetVersion(int* version) { return *version = 13010, 0; }
CUDA cuDeviceGetCount(int* count) { return *count = 1, 0; }
CUDA cuDeviceGet(int* device, int ordinal) { return *device = 40 + ordinal, ordinal == 0 ? 0 : 101; }
CUDA cuDeviceGetName(char* name, int length, int device) {
  std::strncpy(name, "Pretended", length);
  return device == 40 ? 0 : 101;
}
CUDA cuDeviceGetAttribute(int* value, int attribute, int device) {
  *value = attribute == 16 ? 3 : attribute == 75 ? 9 : 0;
  return device == 40 ? 0 : 101;
}
CUDA cuDevicePrimaryCtxRetain(void** out, int) { return *out = &context, 0; }
CUDA cuDevicePrimaryCtxRelease_v2(int) { return current = nullptr, 0; }
CUDA cuCtxSetCurrent(void* c) { return current = c, 0; }
CUDA cuMemAllocHost_v2(void** out, size_t bytes) { return *out = std::malloc(bytes), unsafe(); }
CUDA cuMemFreeHost(void* memory) { return std::free(memory), invalidContext(); }
CUDA cuMemGetInfo_v2(size_t* free, size_t* total) { return *free = 1 << 20, *total = 1 << 21, invalidContext(); }
CUDA cuMemAlloc_v2(Address* out, size_t bytes) {
  if (bytes > 1ull << 31) return 2;
  *out = reinterpret_cast<Address>(std::memset(std::malloc(bytes), 0xff, bytes));
  return unsafe();
}
CUDA cuMemFree_v2(Address address) { return std::free(at<void>(address)), unsafe(); }
CUDA cuMemsetD8Async(Address to, unsigned char value, size_t n, void* s) {
  return ask(s, [=] { std::memset(at<void>(to), value, n); });
}
CUDA cuMemcpyHtoDAsync_v2(Address to, const void* from, size_t n, void* s) {
  return askUnsafe(s, [=] { std::memcpy(at<void>(to), from, n); });
}
CUDA cuMemcpyDtoHAsync_v2(void* to, Address from, size_t n, void* s) {
  return askUnsafe(s, [=] { std::memcpy(to, at<void>(from), n); });
}
CUDA cuMemcpyDtoDAsync_v2(Address to, Address from, size_t n, void* s) {
  return ask(s, [=] { std::memcpy(at<void>(to), at<void>(from), n); });
}
CUDA cuModuleLoadData(void** out, const void* image) {
  *out = new std::string(static_cast<const char*>(image));
  return invalidContext();
}
CUDA cuModuleUnload(void* module) { return delete static_cast<std::string*>(module), 0; }
CUDA cuModuleGetFunction(void** out, void* module, const char* name) {
  auto found = entries().find(*static_cast<std::string*>(module) + " " + name);
  if (found == entries().end()) return 500;
  *out = &found->second;
  return 0;
}
CUDA cuLaunchKernel(void* function, unsigned blocks, unsigned y, unsigned z, unsigned threads, unsigned, unsigned,
                    unsigned, void* s, void** parameters, void** extra) {
  if (y != 1 || z != 1 || threads != 256 || extra) return 1;
  Entry* entry = static_cast<Entry*>(function);
  Work block = entry->bind(entry->kernel, parameters);
  return ask(s, [=] {
    emulatedBlocks = blocks;
    for (emulatedBlock = 0; emulatedBlock < emulatedBlocks; emulatedBlock++) block();
  });
}
CUDA cuGetErrorName(int error, const char** name) {
  *name = error == 500 ? "CUDA_ERROR_NOT_FOUND" : "CUDA_ERROR_PRETENDED";
  return 0;
}

CUDA nvrtcVersion(int* major, int* minor) { return *major = 13, *minor = 1, 0; }
CUDA nvrtcCreateProgram(std::string** out, const char* source, const char*, int, const char**, const char**) {
  *out = new std::string(source);
  return 0;
}
CUDA nvrtcDestroyProgram(std::string** program) { return delete *program, 0; }
CUDA nvrtcCompileProgram(std::string* program, int count, const char** options) {
  bool known = program->find("KERNEL(fill,") != std::string::npos;
  bool architecture = count > 1 && std::string(options[0]) == "--gpu-architecture=sm_90";
  *program = architecture && known ? options[1] + std::strlen("-DREAL=") : "kernels.cu(1): error: not for this\nmore";
  return architecture && known ? 0 : 6;
}
CUDA nvrtcGetCUBINSize(std::string* program, size_t* size) { return *size = program->size() + 1, 0; }
CUDA nvrtcGetCUBIN(std::string* program, char* image) { return std::strcpy(image, program->c_str()), 0; }
CUDA nvrtcGetProgramLogSize(std::string* program, size_t* size) { return *size = program->size() + 1, 0; }
CUDA nvrtcGetProgramLog(std::string* program, char* log) { return std::strcpy(log, program->c_str()), 0; }

struct Library {
  void* stream = nullptr;
};
CUDA cublasCreate_v2(Library** out) { return *out = new Library(), invalidContext(); }
CUDA cublasDestroy_v2(Library* handle) { return delete handle, 0; }
CUDA cublasGetVersion_v2(void*, int* version) { return *version = 130102, 0; }
CUDA cublasSetStream_v2(Library* handle, void* s) { return handle->stream = s, 0; }
CUDA cublasSetMathMode(void*, int mode) { return mode == 0 || mode == 3 ? 0 : 7; }
CUDA cublasSetWorkspace_v2(void* handle, void* room, size_t bytes) { return handle && room && bytes > 0 ? 0 : 7; }

CUDA cusolverDnCreate(Library** out) { return *out = new Library(), invalidContext(); }
CUDA cusolverDnDestroy(Library* handle) { return delete handle, 0; }
CUDA cusolverDnSetStream(Library* handle, void* s) { return handle->stream = s, 0; }

#define LIBRARIES(T, S)                                                                                                \
  CUDA cublas##S##gemm_v2(Library* h, int opA, int opB, int m, int n, int k, const T* alpha, const T* a, int lda,      \
                          const T* b, int ldb, const T* beta, T* c, int ldc) {                                         \
    T by = *alpha, keep = *beta;                                                                                       \
    return ask(h->stream, [=] { multiply(opA == 1, opB == 1, m, n, k, by, a, lda, b, ldb, keep, c, ldc); });           \
  }                                                                                                                    \
  CUDA cusolverDn##S##getrf_bufferSize(void*, int, int n, T*, int, int* size) { return *size = n, 0; }                 \
  CUDA cusolverDn##S##getrf(Library* h, int m, int n, T* a, int lda, T* work, int* pivots, int* info) {                \
    if (m != n || lda != n || !work) return 3;                                                                         \
    return askUnsafe(h->stream, [=] { factorLuOf(n, a, pivots, info); });                                              \
  }                                                                                                                    \
  CUDA cusolverDn##S##getrs(Library* h, int op, int n, int columns, const T* a, int lda, const int* pivots, T* b,      \
                            int ldb, int* info) {                                                                      \
    if (op != 0 || lda != n || ldb != n) return 3;                                                                     \
    return askUnsafe(h->stream, [=] {                                                                                  \
      solveLuOf(n, columns, a, pivots, b);                                                                             \
      *info = 0;                                                                                                       \
    });                                                                                                                \
  }                                                                                                                    \
  CUDA cusolverDn##S##geqrf_bufferSize(void*, int, int n, T*, int, int* size) { return *size = n, 0; }                 \
  CUDA cusolverDn##S##geqrf(Library* h, int m, int n, T* a, int lda, T* tau, T* work, int size, int* info) {           \
    if (lda != m || !work || size != n) return 3;                                                                      \
    return askUnsafe(h->stream, [=] {                                                                                  \
      factorQrOf(m, n, a, tau);                                                                                        \
      *info = 0;                                                                                                       \
    });                                                                                                                \
  }                                                                                                                    \
  CUDA cusolverDn##S##orgqr_bufferSize(void*, int, int n, int, const T*, int, const T*, int* size) {                   \
    return *size = 2 * n, 0;                                                                                           \
  }                                                                                                                    \
  CUDA cusolverDn##S##orgqr(Library* h, int m, int n, int k, T* a, int lda, const T* tau, T* work, int size,           \
                            int* info) {                                                                               \
    if (k != n || lda != m || !work || size != 2 * n) return 3;                                                        \
    return askUnsafe(h->stream, [=] {                                                                                  \
      formQOf(m, n, a, tau);                                                                                           \
      *info = 0;                                                                                                       \
    });                                                                                                                \
  }
LIBRARIES(float, S)
LIBRARIES(double, D)
