/**
 * Proof of what is promised of lost data: the service, its spool, its journal and its uplink under
 * faults, each row with what was done, what was checked and what came of it. See docs/torture.md.
 */
package dev.catenary.proving.torture;
