/**
 * What computes in an executor: workers with engine, network and data, built from a plan, kept from
 * task to task, and the crew of all of them on Spark. Imports {@code jobs.conf}, {@code jobs.state}
 * and {@code jobs.storage}.
 */
package io.github.altprop.jobs.worker;
