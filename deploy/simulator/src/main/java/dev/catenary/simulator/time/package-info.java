/** The survey's time on the clocks of GNSS, sensors and hosts. */
package dev.catenary.simulator.time;
