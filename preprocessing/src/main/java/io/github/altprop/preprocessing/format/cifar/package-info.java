/** CIFAR-10 and CIFAR-100, in their binary and their Python editions, loose or packed. */
package io.github.altprop.preprocessing.format.cifar;
