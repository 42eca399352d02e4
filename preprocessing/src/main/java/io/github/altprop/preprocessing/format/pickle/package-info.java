/**
 * The part of Python's pickle format that arrays, strings and dictionaries need. Nothing that a
 * file names is ever executed.
 */
package io.github.altprop.preprocessing.format.pickle;
