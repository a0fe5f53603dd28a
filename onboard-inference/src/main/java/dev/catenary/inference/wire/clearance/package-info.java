/**
 * Distances from obstacles to wires, as each hangs and as the rules want it swung and sagged, and
 * the rules themselves. The definitions are in {@code docs/clearance.md}.
 */
package dev.catenary.inference.wire.clearance;
