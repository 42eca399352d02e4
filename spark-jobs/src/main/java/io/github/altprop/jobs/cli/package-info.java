/**
 * The command line: one class a command, each only reading its options, opening a Spark session and
 * calling the job behind it. Exit codes: 0 fine, 1 a bug, 2 the user's input. May import every
 * package of altprop; nothing imports it.
 */
package io.github.altprop.jobs.cli;
