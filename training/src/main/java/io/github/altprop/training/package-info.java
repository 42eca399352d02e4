/**
 * Networks, learning rules, optimisers and the local trainer. Knows neither Spark nor where data
 * comes from; imports nothing else of altprop.
 */
package io.github.altprop.training;
