/**
 * Wires found among a zone's points: candidates along columns and parallels of known wires, judged,
 * labelled, and remembered for the neighbours. The definitions are in {@code docs/clearance.md}.
 */
package dev.catenary.inference.wire.finding;
