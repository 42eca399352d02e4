/**
 * One self-contained HTML page about one or more runs: no network, no other files. May import
 * {@code evaluation.run}, {@code evaluation.chart} and {@code evaluation.markup}.
 */
package io.github.altprop.evaluation.report;
