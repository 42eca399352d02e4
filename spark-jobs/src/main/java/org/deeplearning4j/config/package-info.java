/**
 * A stand-in for a class that DL4J calls by this name; DL4J's own artifact with it is not in every
 * registry.
 */
package org.deeplearning4j.config;
