/**
 * Files and folders on any Hadoop file system, local or an object store: written whole or not at
 * all, locked, and refused in words that a user can act on. Knows nothing of what the files hold.
 *
 * <p>May import Hadoop.
 */
package io.github.altprop.jobs.files;
