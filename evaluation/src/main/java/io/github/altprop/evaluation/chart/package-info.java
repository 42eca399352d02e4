/**
 * Small charts as inline SVG: lines over an axis and bars with whiskers. Colours and type are left
 * to the page's style sheet. May import {@code evaluation.markup}.
 */
package io.github.altprop.evaluation.chart;
