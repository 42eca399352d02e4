/** IDX files: MNIST and the data sets that share its format. */
package io.github.altprop.preprocessing.format.idx;
