// Runs the kernels on a processor, block after block, called from Java with 64 bits for each argument.
#include <dlfcn.h>
#include <jni.h>

#include <cmath>
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

extern "C" JNIEXPORT jlong JNICALL Java_io_github_altprop_training_tensor_cuda_EmulatedKernels_address(
    JNIEnv* env, jclass, jobject buffer) {
  return reinterpret_cast<jlong>(env->GetDirectBufferAddress(buffer));
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
