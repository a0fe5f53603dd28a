/** The messages that a survey sends, and where they go: the network, or a capture file. */
package dev.catenary.simulator.emit;
