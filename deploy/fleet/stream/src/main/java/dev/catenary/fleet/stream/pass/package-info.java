/**
 * Findings over passes: what was seen again, what has come nearer, what is gone. Plain Java: no
 * engine, no clock, no state.
 */
package dev.catenary.fleet.stream.pass;
