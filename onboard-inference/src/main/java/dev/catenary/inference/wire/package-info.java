/**
 * Wires: conductor points are linked, a catenary is fitted to each, and distances are taken to the
 * wire as it hangs and as the rules want it swung and sagged. All plain arithmetic on one thread;
 * the definitions are in {@code docs/clearance.md}.
 */
package dev.catenary.inference.wire;
