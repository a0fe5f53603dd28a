/** The command line of the fleet's side. */
package dev.catenary.fleet.command;
