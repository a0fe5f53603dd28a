/** The network half: from a chunk in the spool to an object in a store, and the proof of it. */
package dev.catenary.uplink.transfer;
