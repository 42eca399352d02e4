// Pooling and patches of NHWC images. Errors are gathered by the pixel that they reach, never scattered.

struct Window {
  int height, width, kernelHeight, kernelWidth, stride, top, left, outHeight, outWidth, channels;
};

// The first output row or column whose window holds input index `at`, and one after the last.
DEVICE int firstWindow(int at, int before, int kernel, int stride) {
  int from = at + before - kernel + 1;
  return from <= 0 ? 0 : (from + stride - 1) / stride;
}

DEVICE int endWindow(int at, int before, int stride, int windows) {
  int end = (at + before) / stride + 1;
  return end < windows ? end : windows;
}

DEVICE int largerOf(int a, int b) { return a > b ? a : b; }

DEVICE int smallerOf(int a, int b) { return a < b ? a : b; }

// Index of the first maximum of a window of one channel.
DEVICE int maximum(const real* x, Window w, int image, int row, int column, int channel) {
  int y = row * w.stride - w.top;
  int left = column * w.stride - w.left;
  int place = -1;
  for (int i = largerOf(0, y); i < smallerOf(w.height, y + w.kernelHeight); i++) {
    for (int j = largerOf(0, left); j < smallerOf(w.width, left + w.kernelWidth); j++) {
      int at = ((image * w.height + i) * w.width + j) * w.channels + channel;
      if (place < 0 || x[at] > x[place]) place = at;
    }
  }
  return place;
}

KERNEL(maxPool, (int n, Window w, const real* x, real* out)) {
  EACH_ELEMENT(i, n) {
    int pixel = i / w.channels;
    int image = pixel / (w.outWidth * w.outHeight);
    out[i] = x[maximum(x, w, image, pixel / w.outWidth % w.outHeight, pixel % w.outWidth, i % w.channels)];
  }
}

KERNEL(maxPoolBackward, (int n, Window w, const real* x, const real* error, real* inputError)) {
  EACH_ELEMENT(i, n) {
    int pixel = i / w.channels;
    int column = pixel % w.width;
    int row = pixel / w.width % w.height;
    int image = pixel / w.width / w.height;
    real sum = 0;
    for (int r = firstWindow(row, w.top, w.kernelHeight, w.stride); r < endWindow(row, w.top, w.stride, w.outHeight);
         r++) {
      for (int c = firstWindow(column, w.left, w.kernelWidth, w.stride);
           c < endWindow(column, w.left, w.stride, w.outWidth); c++) {
        if (maximum(x, w, image, r, c, i % w.channels) == i) {
          sum += error[((image * w.outHeight + r) * w.outWidth + c) * w.channels + i % w.channels];
        }
      }
    }
    inputError[i] = sum;
  }
}

KERNEL(averagePool, (int n, Window w, const real* x, real* out)) {
  EACH_ELEMENT(i, n) {
    int pixel = i / w.channels;
    int y = pixel / w.outWidth % w.outHeight * w.stride - w.top;
    int left = pixel % w.outWidth * w.stride - w.left;
    int image = pixel / (w.outWidth * w.outHeight);
    real sum = 0;
    for (int r = largerOf(0, y); r < smallerOf(w.height, y + w.kernelHeight); r++) {
      for (int c = largerOf(0, left); c < smallerOf(w.width, left + w.kernelWidth); c++) {
        sum += x[((image * w.height + r) * w.width + c) * w.channels + i % w.channels];
      }
    }
    out[i] = sum / (w.kernelHeight * w.kernelWidth);
  }
}

KERNEL(averagePoolBackward, (int n, Window w, const real* error, real* inputError)) {
  EACH_ELEMENT(i, n) {
    int pixel = i / w.channels;
    int column = pixel % w.width;
    int row = pixel / w.width % w.height;
    int image = pixel / w.width / w.height;
    real sum = 0;
    for (int r = firstWindow(row, w.top, w.kernelHeight, w.stride); r < endWindow(row, w.top, w.stride, w.outHeight);
         r++) {
      for (int c = firstWindow(column, w.left, w.kernelWidth, w.stride);
           c < endWindow(column, w.left, w.stride, w.outWidth); c++) {
        sum += error[((image * w.outHeight + r) * w.outWidth + c) * w.channels + i % w.channels];
      }
    }
    inputError[i] = sum / (w.kernelHeight * w.kernelWidth);
  }
}

// out [pixels, kernelHeight, kernelWidth, channels] = what lies under the kernel at each output pixel, 0 for padding.
KERNEL(patches, (int n, Window w, const real* x, real* out)) {
  EACH_ELEMENT(i, n) {
    int channel = i % w.channels;
    int tap = i / w.channels % (w.kernelHeight * w.kernelWidth);
    int pixel = i / w.channels / (w.kernelHeight * w.kernelWidth);
    int row = pixel / w.outWidth % w.outHeight * w.stride - w.top + tap / w.kernelWidth;
    int column = pixel % w.outWidth * w.stride - w.left + tap % w.kernelWidth;
    int image = pixel / (w.outWidth * w.outHeight);
    bool inside = row >= 0 && row < w.height && column >= 0 && column < w.width;
    out[i] = inside ? x[((image * w.height + row) * w.width + column) * w.channels + channel] : (real)0;
  }
}

// inputError = for each input pixel, the sum of what patches of errors hold for it.
KERNEL(gatherPatches, (int n, Window w, const real* patches, real* inputError)) {
  EACH_ELEMENT(i, n) {
    int channel = i % w.channels;
    int pixel = i / w.channels;
    int column = pixel % w.width;
    int row = pixel / w.width % w.height;
    int image = pixel / w.width / w.height;
    real sum = 0;
    for (int r = firstWindow(row, w.top, w.kernelHeight, w.stride); r < endWindow(row, w.top, w.stride, w.outHeight);
         r++) {
      for (int c = firstWindow(column, w.left, w.kernelWidth, w.stride);
           c < endWindow(column, w.left, w.stride, w.outWidth); c++) {
        int at = (image * w.outHeight + r) * w.outWidth + c;
        int tap = (row + w.top - r * w.stride) * w.kernelWidth + column + w.left - c * w.stride;
        sum += patches[(at * w.kernelHeight * w.kernelWidth + tap) * w.channels + channel];
      }
    }
    inputError[i] = sum;
  }
}
