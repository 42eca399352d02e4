/** ImageNet, with its devkit's and Kaggle's tables of labels, and Tiny-ImageNet. */
package io.github.altprop.preprocessing.format.imagenet;
