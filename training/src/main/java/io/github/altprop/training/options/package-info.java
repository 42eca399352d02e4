/**
 * How rules, architectures and optimisers declare their options and are found by name. Imports
 * nothing of altprop.
 */
package io.github.altprop.training.options;
