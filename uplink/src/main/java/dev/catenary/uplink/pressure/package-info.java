/** Response to a filling disk: foreseen, reported, and given up by rank. */
package dev.catenary.uplink.pressure;
