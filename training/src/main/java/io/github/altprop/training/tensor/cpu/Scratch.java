package io.github.altprop.training.tensor.cpu;

import io.github.altprop.training.tensor.ElementType;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** Memory that primitives reuse from call to call, by name; grows to the largest request. */
final class Scratch {
  private final AtomicLong account;
  private final Map<String, Storage> storages = new HashMap<>();

  Scratch(AtomicLong account) {
    this.account = account;
  }

  /**
   * At least {@code elements} elements of undefined content, valid until the same name is asked for
   * again.
   */
  OffHeapTensor take(String name, ElementType type, long elements) {
    long bytes = elements * type.bytes();
    Storage storage = storages.get(name);
    if (storage == null || storage.bytes() < bytes) {
      if (storage != null) {
        storage.release();
      }
      storage = new Storage(bytes, account);
      storages.put(name, storage);
    }
    return new OffHeapTensor(storage, type, 0, Math.toIntExact(elements));
  }

  void release() {
    storages.values().forEach(Storage::release);
    storages.clear();
  }
}
