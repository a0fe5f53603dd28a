/** What each point of a survey truly is and where: counted, and kept in a file. */
package dev.catenary.simulator.truth;
