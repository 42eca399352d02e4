// OptimizerSteps: one pass over the flat vectors; the rate is read where the step before left it.

// Added and taken away: rounds to 0 what would decay into subnormal numbers.
DEVICE real tiny() { return sizeof(real) == 4 ? (real)1e-30 : (real)1e-290; }

KERNEL(adam,
       (int n, const double* rate, real beta1, real beta2, real epsilon, real rest1, real rest2, real* p, const real* g,
        real* m, real* v)) {
  real by = (real)rate[0];
  EACH_ELEMENT(i, n) {
    real mi = beta1 * m[i] + rest1 * g[i] + tiny() - tiny();
    real vi = beta2 * v[i] + rest2 * g[i] * g[i] + tiny() - tiny();
    m[i] = mi;
    v[i] = vi;
    p[i] -= by * mi / (sqrt(vi) + epsilon);
  }
}

KERNEL(momentum, (int n, const double* rate, real momentum, real decay, real* p, const real* g, real* v)) {
  real by = (real)rate[0];
  EACH_ELEMENT(i, n) {
    real vi = momentum * v[i] + (g[i] + decay * p[i]) + tiny() - tiny();
    v[i] = vi;
    p[i] -= by * vi;
  }
}

KERNEL(descend, (int n, const double* rate, real* p, const real* g)) {
  real by = (real)rate[0];
  EACH_ELEMENT(i, n) p[i] -= by * g[i];
}
