/** Models of the sensors: which beams they fire when, and what of the light they detect. */
package dev.catenary.simulator.scan;
