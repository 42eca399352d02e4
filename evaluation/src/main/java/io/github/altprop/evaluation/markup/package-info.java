/**
 * HTML and SVG elements that escape their text by construction. Imports nothing of this project.
 */
package io.github.altprop.evaluation.markup;
