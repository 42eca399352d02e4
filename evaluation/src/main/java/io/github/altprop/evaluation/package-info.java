/** Metrics and reports over networks and features. May import {@code training}; knows no Spark. */
package io.github.altprop.evaluation;
