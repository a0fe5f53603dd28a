/** What carries the sensor: its way, its attitude, the sensor's mount and its place on earth. */
package dev.catenary.simulator.platform;
