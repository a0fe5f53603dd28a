/**
 * State of the machine: one condition for each link of the chain from power to cloud, judged by
 * pure functions from two readings of the machine, each with why and what to do.
 */
package dev.catenary.device.health;
