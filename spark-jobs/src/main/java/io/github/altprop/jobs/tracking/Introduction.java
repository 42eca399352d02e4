package io.github.altprop.jobs.tracking;

import io.github.altprop.jobs.files.Location;
import java.util.Map;

/**
 * What a server is told of a training before its numbers.
 *
 * @param experiment of the server, that the run is listed in
 * @param folder the run folder; its last part names the run
 * @param parameters values of the experiment by path
 * @param tags facts that are no parameters
 */
record Introduction(
    String experiment, Location folder, Map<String, String> parameters, Map<String, String> tags) {}
