/**
 * Messages of vehicles from the message broker into the event log: each is acknowledged when the
 * log has it, and none before.
 */
package dev.catenary.fleet.bridge;
