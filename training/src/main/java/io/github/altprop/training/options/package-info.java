/**
 * How rules, architectures and optimisers declare their options and are found by name, also in jars
 * that others bring. Imports nothing of altprop.
 */
package io.github.altprop.training.options;
