/** Simulated vehicles: real messages of surveys that never were, and what must come of them. */
package dev.catenary.fleet.command.survey;
