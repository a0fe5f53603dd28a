/**
 * Parts that are taken without a restart: sets of zones, models and clearance rules, each in one of
 * two places, with the one before as its fallback.
 */
package dev.catenary.device.update.part;
