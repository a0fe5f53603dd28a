/** True class and place of each point of a survey: counted, and kept in a file. */
package dev.catenary.simulator.truth;
