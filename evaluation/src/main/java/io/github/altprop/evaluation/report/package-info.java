/**
 * One self-contained HTML page about runs, or about a sweep: no network, no other files. May import
 * {@code evaluation.run}, {@code evaluation.sweep}, {@code evaluation.chart} and {@code
 * evaluation.markup}.
 */
package io.github.altprop.evaluation.report;
