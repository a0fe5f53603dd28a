/**
 * Places of the whole fleet: longitude and latitude, cells of 128 m, and the vehicles' map frames.
 */
package dev.catenary.fleet.stream.frame;
