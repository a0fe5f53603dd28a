/** What is done when the disk fills: foreseen, said, and given up by rank. */
package dev.catenary.uplink.pressure;
