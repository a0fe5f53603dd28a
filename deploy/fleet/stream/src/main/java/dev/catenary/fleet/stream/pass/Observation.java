package dev.catenary.fleet.stream.pass;

import dev.catenary.fleet.stream.frame.GeoPlace;

/**
 * One finding of one event.
 *
 * @param source the event
 * @param span number of its wire in the event
 * @param place the obstacle
 * @param wire nearest place of the wire
 * @param wireHeightMetres of that place
 * @param errorMetres standard error of the distances
 * @param placeErrorMetres standard error of the places
 */
public record Observation(
    Look source,
    int span,
    int obstacleClass,
    String rule,
    GeoPlace place,
    double heightMetres,
    GeoPlace wire,
    double wireHeightMetres,
    double distanceMetres,
    double loadedMetres,
    double requiredMetres,
    double errorMetres,
    double placeErrorMetres,
    boolean violation) {}
