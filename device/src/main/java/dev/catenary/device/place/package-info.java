/** Places: what comes too near to the wires of one spot, as one finding. */
package dev.catenary.device.place;
