// Reductions and losses: sums in double. `partial` has room for a number of each block, `arrived` starts at 0.

struct Same { DEVICE_MEMBER double operator()(double sum) const { return sum; } };
struct Root { DEVICE_MEMBER double operator()(double sum) const { return sqrt(sum); } };

KERNEL(dot, (int n, const real* x, const real* y, double* partial, unsigned* arrived, double* out)) {
  sumAll(n, [=](int i) { return (double)x[i] * y[i]; }, Same(), partial, arrived, out);
}

KERNEL(euclideanNorm, (int n, const real* x, double* partial, unsigned* arrived, double* out)) {
  sumAll(n, [=](int i) { return (double)x[i] * x[i]; }, Root(), partial, arrived, out);
}

KERNEL(sumOfMagnitudes, (int n, const real* x, double* partial, unsigned* arrived, double* out)) {
  sumAll(n, [=](int i) { return (double)(x[i] < 0 ? -x[i] : x[i]); }, Same(), partial, arrived, out);
}

KERNEL(countNonZero, (int n, const real* x, double* partial, unsigned* arrived, double* out)) {
  sumAll(n, [=](int i) { return x[i] == 0 ? 0.0 : 1.0; }, Same(), partial, arrived, out);
}

// One block a row.
KERNEL(rowNorms, (int columns, const real* x, double* norms)) {
  SHARED double lane[THREADS];
  const real* row = x + (long long)BLOCK * columns;
  EACH_THREAD(t) {
    double sum = 0;
    for (int j = t; j < columns; j += THREADS) sum += (double)row[j] * row[j];
    lane[t] = sum;
  }
  SYNC;
  fold(lane);
  EACH_THREAD(t) if (t == 0) norms[BLOCK] = sqrt(lane[0]);
}

// error (may be null) = factor (p - t); out = the sum of squared differences.
KERNEL(squaredError, (int n, const real* p, const real* t, double factor, real* error, double* partial,
                      unsigned* arrived, double* out)) {
  sumAll(
      n,
      [=](int i) {
        double difference = (double)p[i] - t[i];
        if (error) error[i] = (real)(factor * difference);
        return difference * difference;
      },
      Same(), partial, arrived, out);
}

// One block a row of logits; a label that is no class makes the loss not a number.
KERNEL(softmaxCrossEntropy, (int classes, const real* logits, const real* labels, double scale, real* error,
                             double* partial, unsigned* arrived, double* out)) {
  SHARED double lane[THREADS];
  SHARED double largest;
  SHARED double total;
  SHARED bool last;
  const real* row = logits + (long long)BLOCK * classes;
  EACH_THREAD(t) {
    double most = -1.0 / 0.0;
    for (int j = t; j < classes; j += THREADS) most = row[j] > most ? (double)row[j] : most;
    lane[t] = most;
  }
  SYNC;
  for (int step = THREADS / 2; step > 0; step /= 2) {
    EACH_THREAD(t) if (t < step && lane[t + step] > lane[t]) lane[t] = lane[t + step];
    SYNC;
  }
  EACH_THREAD(t) if (t == 0) largest = lane[0];
  SYNC;
  EACH_THREAD(t) {
    double sum = 0;
    for (int j = t; j < classes; j += THREADS) sum += exp((double)row[j] - largest);
    lane[t] = sum;
  }
  SYNC;
  fold(lane);
  EACH_THREAD(t) if (t == 0) {
    int label = (int)labels[BLOCK];
    bool known = label == labels[BLOCK] && label >= 0 && label < classes;
    total = lane[0];
    partial[BLOCK] = known ? log(total) - ((double)row[label] - largest) : 0.0 / 0.0;
  }
  SYNC;
  EACH_THREAD(t) if (error) {
    for (int j = t; j < classes; j += THREADS) {
      double softmax = exp((double)row[j] - largest) / total;
      error[(long long)BLOCK * classes + j] = (real)(scale * (softmax - (j == labels[BLOCK] ? 1 : 0)));
    }
  }
  EACH_THREAD(t) if (t == 0) last = arriveLast(arrived, BLOCKS);
  SYNC;
  if (!last) return;
  volatile double* losses = partial;
  EACH_THREAD(t) {
    double sum = 0;
    for (int i = t; i < BLOCKS; i += THREADS) sum += losses[i];
    lane[t] = sum;
  }
  SYNC;
  fold(lane);
  EACH_THREAD(t) if (t == 0) out[0] = lane[0];
}
