// What Accelerator asks of a GPU, on a processor: kernels run block after block, with 64 bits for each argument.
#include <dlfcn.h>
#include <jni.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <cstring>
#include <map>
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

struct Entry {
  void (*kernel)();
  Call call;
};

static std::map<std::string, Entry>& entries() {
  static std::map<std::string, Entry> all;
  return all;
}

template <class... A>
static void enter(const std::string& name, void (*kernel)(A...)) {
  entries()[name] = Entry{reinterpret_cast<void (*)()>(kernel), &call<A...>};
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

static std::string textOf(JNIEnv* env, jstring text) {
  const char* chars = env->GetStringUTFChars(text, nullptr);
  std::string copy(chars);
  env->ReleaseStringUTFChars(text, chars);
  return copy;
}

// The compiler's log of errors; empty if all is well, null without NVRTC.
extern "C" JNIEXPORT jstring JNICALL Java_io_github_altprop_training_tensor_cuda_EmulatedKernels_compile(
    JNIEnv* env, jclass, jstring source, jstring real, jint capability) {
  void* library = dlopen("libnvrtc.so.13", RTLD_NOW);
  if (!library) library = dlopen("libnvrtc.so.12", RTLD_NOW);
  if (!library) return nullptr;
  typedef void* Program;
  auto create = (int (*)(Program*, const char*, const char*, int, const char**, const char**))dlsym(
      library, "nvrtcCreateProgram");
  auto compile = (int (*)(Program, int, const char**))dlsym(library, "nvrtcCompileProgram");
  auto logSize = (int (*)(Program, size_t*))dlsym(library, "nvrtcGetProgramLogSize");
  auto log = (int (*)(Program, char*))dlsym(library, "nvrtcGetProgramLog");
  auto destroy = (int (*)(Program*))dlsym(library, "nvrtcDestroyProgram");
  Program program;
  if (create(&program, textOf(env, source).c_str(), "kernels.cu", 0, nullptr, nullptr) != 0) {
    return env->NewStringUTF("NVRTC makes no program");
  }
  std::string architecture = "--gpu-architecture=sm_" + std::to_string(capability);
  std::string type = "-DREAL=" + textOf(env, real);
  const char* options[] = {architecture.c_str(), type.c_str(), "--std=c++17"};
  int status = compile(program, 3, options);
  size_t size = 0;
  logSize(program, &size);
  std::vector<char> text(size + 1);
  log(program, text.data());
  destroy(&program);
  return env->NewStringUTF(status == 0 ? "" : text.data());
}
