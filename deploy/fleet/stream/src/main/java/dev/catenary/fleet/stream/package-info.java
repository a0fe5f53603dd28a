/** The job in a process of its own, for a fleet without a Flink cluster. */
package dev.catenary.fleet.stream;
