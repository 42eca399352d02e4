/**
 * The open files of a run folder: what they hold, reading them, and writing the tables among them.
 * May import nothing of this project; where the files lie is the caller's business.
 */
package io.github.altprop.evaluation.run;
