// Sums over the rows of [rows, n], and batch normalisation over them.
//
// A block takes `width` columns (a power of 2, at most 32) of one of `chunks` runs of rows; block = chunk * tiles + tile.
// `partial` has room for 2 n numbers of each chunk, `arrived` for a count of each tile.

// Two sums of every column; finish(column, first, second) is called once for each.
template <class Term, class Finish>
DEVICE void sumColumns(int rows, int n, int width, int chunks, Term term, Finish finish, volatile double* partial,
                       unsigned* arrived) {
  SHARED double first[THREADS];
  SHARED double second[THREADS];
  SHARED bool last;
  int tiles = (n + width - 1) / width;
  int tile = BLOCK % tiles;
  int chunk = BLOCK / tiles;
  int lanes = THREADS / width;
  int from = (int)((long long)rows * chunk / chunks);
  int to = (int)((long long)rows * (chunk + 1) / chunks);
  EACH_THREAD(t) {
    int column = tile * width + t % width;
    double a = 0;
    double b = 0;
    if (column < n) {
      for (int row = from + t / width; row < to; row += lanes) term(row, column, a, b);
    }
    first[t] = a;
    second[t] = b;
  }
  SYNC;
  for (int step = THREADS / 2; step >= width; step /= 2) {
    EACH_THREAD(t) if (t < step) {
      first[t] += first[t + step];
      second[t] += second[t + step];
    }
    SYNC;
  }
  EACH_THREAD(t) {
    int column = tile * width + t;
    if (t < width && column < n) {
      partial[(long long)chunk * 2 * n + column] = first[t];
      partial[(long long)chunk * 2 * n + n + column] = second[t];
    }
  }
  SYNC;
  EACH_THREAD(t) if (t == 0) last = arriveLast(arrived + tile, chunks);
  SYNC;
  if (!last) return;
  EACH_THREAD(t) {
    int column = tile * width + t;
    if (t < width && column < n) {
      double a = 0;
      double b = 0;
      for (int i = 0; i < chunks; i++) {
        a += partial[(long long)i * 2 * n + column];
        b += partial[(long long)i * 2 * n + n + column];
      }
      finish(column, a, b);
    }
  }
}

KERNEL(columnSums, (int rows, int n, int width, int chunks, const real* x, real* out, double* partial,
                    unsigned* arrived)) {
  sumColumns(
      rows, n, width, chunks, [=](int row, int column, double& a, double&) { a += x[row * n + column]; },
      [=](int column, double a, double) { out[column] = (real)a; }, partial, arrived);
}

// activateBackward, and the sums of the columns of its output.
KERNEL(activateBackwardSums, (int rows, int n, int width, int chunks, int f, real slope, const real* activation,
                              const real* error, real* out, real* sums, double* partial, unsigned* arrived)) {
  sumColumns(
      rows, n, width, chunks,
      [=](int row, int column, double& a, double&) {
        int i = row * n + column;
        real delta = derivative(f, slope, activation[i]) * error[i];
        out[i] = delta;
        a += delta;
      },
      [=](int column, double a, double) { sums[column] = (real)a; }, partial, arrived);
}

// Moments about the first row, which is near the mean where the mean is far from 0.
KERNEL(channelStatistics, (int rows, int n, int width, int chunks, const real* x, real* mean, real* variance,
                           double* partial, unsigned* arrived)) {
  sumColumns(
      rows, n, width, chunks,
      [=](int row, int column, double& a, double& b) {
        double shifted = (double)x[row * n + column] - x[column];
        a += shifted;
        b += shifted * shifted;
      },
      [=](int column, double a, double b) {
        mean[column] = (real)(x[column] + a / rows);
        double spread = b / rows - a / rows * (a / rows);
        variance[column] = (real)(spread > 0 ? spread : 0);
      },
      partial, arrived);
}

KERNEL(normalize, (int size, int n, int f, real slope, real epsilon, const real* x, const real* mean,
                   const real* variance, const real* gamma, const real* beta, real* out)) {
  EACH_ELEMENT(i, size) {
    int c = i % n;
    real factor = gamma[c] / sqrt(variance[c] + epsilon);
    out[i] = activated(f, slope, factor * (x[i] - mean[c]) + beta[c]);
  }
}

// The gradients, and in sums [2 n], in double, those of the error and of the error times the normalised input.
KERNEL(normalizeGradients, (int rows, int n, int width, int chunks, double epsilon, const real* x, const real* mean,
                            const real* variance, const real* error, real* gammaGradient, real* betaGradient,
                            double* sums, double* partial, unsigned* arrived)) {
  sumColumns(
      rows, n, width, chunks,
      [=](int row, int column, double& a, double& b) {
        int i = row * n + column;
        a += error[i];
        b += ((double)x[i] - mean[column]) * error[i];
      },
      [=](int column, double a, double b) {
        double products = b / sqrt((double)variance[column] + epsilon);
        sums[column] = a;
        sums[n + column] = products;
        betaGradient[column] = (real)a;
        gammaGradient[column] = (real)products;
      },
      partial, arrived);
}

KERNEL(normalizeErrors, (int size, int n, real epsilon, const real* x, const real* mean, const real* variance,
                         const real* gamma, const real* error, const double* sums, real* inputError)) {
  real rows = (real)(size / n);
  EACH_ELEMENT(i, size) {
    int c = i % n;
    real s = 1 / sqrt(variance[c] + epsilon);
    real h = s * (x[i] - mean[c]);
    inputError[i] = gamma[c] * s * (error[i] - (real)sums[c] / rows - h * ((real)sums[n + c] / rows));
  }
}
