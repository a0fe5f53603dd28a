/** The Flink job: sources, state, sinks. Each class that Flink keeps by name is a named class. */
package dev.catenary.fleet.stream.job;
