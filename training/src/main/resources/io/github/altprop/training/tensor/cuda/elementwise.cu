// Elementwise. KernelSource.number gives activations the same numbers.
enum { IDENTITY, RELU, LEAKY_RELU, ELU, SIGMOID };

DEVICE real activated(int f, real slope, real z) {
  switch (f) {
    case RELU: return z > 0 ? z : (real)0;
    case LEAKY_RELU: return z >= 0 ? z : slope * z;
    case ELU: return z > 0 ? z : slope * expm1(z);
    case SIGMOID: {
      // e^-|z| never overflows, and for z below 0 nothing is taken from 1.
      real small = exp(z < 0 ? z : -z);
      return z < 0 ? small / (1 + small) : 1 / (1 + small);
    }
    default: return z;
  }
}

DEVICE real derivative(int f, real slope, real a) {
  switch (f) {
    case RELU: return a > 0 ? 1 : 0;
    case LEAKY_RELU: return a >= 0 ? (real)1 : slope;
    case ELU: return a > 0 ? (real)1 : a + slope;
    case SIGMOID: return a * (1 - a);
    default: return 1;
  }
}

DEVICE real inverted(int f, real slope, real a) {
  switch (f) {
    case LEAKY_RELU: return a >= 0 ? a : a / slope;
    case ELU: return a > 0 ? a : (real)log1p((double)a / slope);
    case SIGMOID: return (real)(log((double)a) - log1p(-(double)a));
    default: return a;
  }
}

DEVICE real signOf(real x) { return x > 0 ? (real)1 : x < 0 ? (real)-1 : (real)0; }

KERNEL(fill, (int n, real value, real* x)) { EACH_ELEMENT(i, n) x[i] = value; }

KERNEL(fromFloats, (int n, const float* x, real* out)) { EACH_ELEMENT(i, n) out[i] = (real)x[i]; }

KERNEL(fromDoubles, (int n, const double* x, real* out)) { EACH_ELEMENT(i, n) out[i] = (real)x[i]; }

KERNEL(axpy, (int n, real alpha, const real* x, real* y)) { EACH_ELEMENT(i, n) y[i] += alpha * x[i]; }

KERNEL(scale, (int n, real alpha, const real* x, real* out)) { EACH_ELEMENT(i, n) out[i] = alpha * x[i]; }

KERNEL(add, (int n, const real* a, const real* b, real* out)) { EACH_ELEMENT(i, n) out[i] = a[i] + b[i]; }

KERNEL(subtract, (int n, const real* a, const real* b, real* out)) { EACH_ELEMENT(i, n) out[i] = a[i] - b[i]; }

KERNEL(multiply, (int n, const real* a, const real* b, real* out)) { EACH_ELEMENT(i, n) out[i] = a[i] * b[i]; }

KERNEL(divide, (int n, const real* a, const real* b, real* out)) {
  EACH_ELEMENT(i, n) out[i] = b[i] == 0 ? (real)0 : a[i] / b[i];
}

KERNEL(scaleRows, (int n, int columns, const real* x, const double* factors, real* out)) {
  EACH_ELEMENT(i, n) out[i] = x[i] * (real)factors[i / columns];
}

// n = rows * count.
KERNEL(copyColumns, (int n, int count, const real* x, int width, int from, real* out, int outWidth, int outFrom)) {
  EACH_ELEMENT(i, n) {
    int row = i / count;
    int column = i - row * count;
    out[row * outWidth + outFrom + column] = x[row * width + from + column];
  }
}

KERNEL(activate, (int n, int f, real slope, const real* x, real* out)) {
  EACH_ELEMENT(i, n) out[i] = activated(f, slope, x[i]);
}

KERNEL(activateBiased, (int n, int columns, int f, real slope, const real* x, const real* bias, real* out)) {
  EACH_ELEMENT(i, n) out[i] = activated(f, slope, x[i] + bias[i % columns]);
}

KERNEL(activateBackward, (int n, int f, real slope, const real* a, const real* error, real* out)) {
  EACH_ELEMENT(i, n) out[i] = derivative(f, slope, a[i]) * error[i];
}

KERNEL(activateDerivative, (int n, int f, real slope, const real* a, real* out)) {
  EACH_ELEMENT(i, n) out[i] = derivative(f, slope, a[i]);
}

KERNEL(activateInverse, (int n, int f, real slope, const real* a, real* out)) {
  EACH_ELEMENT(i, n) out[i] = inverted(f, slope, a[i]);
}

KERNEL(signs, (int n, real scale, const real* x, real* out)) { EACH_ELEMENT(i, n) out[i] = scale * signOf(x[i]); }

KERNEL(signTimes, (int n, const real* magnitude, const real* x, real* out)) {
  EACH_ELEMENT(i, n) out[i] = magnitude[i] * signOf(x[i]);
}

// x is [rows, columns], out its transpose.
KERNEL(transpose, (int n, int rows, int columns, const real* x, real* out)) {
  EACH_ELEMENT(i, n) out[i] = x[(i % rows) * columns + i / rows];
}

KERNEL(addToDiagonal, (int n, real value, real* matrix)) { EACH_ELEMENT(i, n) matrix[(long long)i * (n + 1)] += value; }

KERNEL(fillDiagonal, (int n, int columns, real value, real* matrix)) {
  EACH_ELEMENT(i, n) matrix[(long long)i * (columns + 1)] = value;
}

// out[i] = -1 where x[i, i] is below 0, else 1; rows of x are `stride` long.
KERNEL(signsOfDiagonal, (int n, int stride, const real* x, double* out)) {
  EACH_ELEMENT(i, n) out[i] = x[(long long)i * (stride + 1)] < 0 ? -1 : 1;
}

// Copies what lies below the diagonal of an n x n matrix to above it.
KERNEL(mirrorLower, (int size, int n, real* matrix)) {
  EACH_ELEMENT(i, size) {
    int row = i / n;
    int column = i % n;
    if (column > row) matrix[i] = matrix[column * n + row];
  }
}

KERNEL(atMost, (const double* a, const double* b, double* holds)) {
  EACH_ELEMENT(i, 1) holds[0] = a[0] <= b[0] ? 1 : 0;
}

KERNEL(less, (const double* a, const double* b, double* holds)) { EACH_ELEMENT(i, 1) holds[0] = a[0] < b[0] ? 1 : 0; }
