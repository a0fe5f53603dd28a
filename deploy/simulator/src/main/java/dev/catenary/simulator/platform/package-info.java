/** The sensor's carrier: its path, its attitude, the sensor's mount and its place on earth. */
package dev.catenary.simulator.platform;
