/** The whole of the fleet's side on one machine, each part in a process of its own. */
package dev.catenary.fleet.command.demo;
