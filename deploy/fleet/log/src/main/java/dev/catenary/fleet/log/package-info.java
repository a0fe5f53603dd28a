/** Kafka in a process of its own, for a fleet that has none. */
package dev.catenary.fleet.log;
