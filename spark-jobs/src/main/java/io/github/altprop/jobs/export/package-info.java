/**
 * Trained networks in the words of other libraries: parameters in the order of libraries whose
 * images are [channels, height, width], and safetensors files for PyTorch. Imports {@code
 * training}, {@code jobs.run}, {@code jobs.state} and {@code jobs.worker}; no Spark, no tensor
 * library.
 */
package io.github.altprop.jobs.export;
