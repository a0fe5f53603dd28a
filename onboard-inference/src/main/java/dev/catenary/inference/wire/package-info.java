/**
 * Wires of a zone from its points to its findings: {@code finding} takes candidates to {@code
 * fitting}, {@code clearance} measures from the wires found. All plain arithmetic on one thread;
 * the definitions are in {@code docs/clearance.md}.
 */
package dev.catenary.inference.wire;
