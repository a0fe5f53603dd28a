/**
 * Trust in updates: which metadata and targets a vehicle believes, by The Update Framework 1.0.34
 * (chapter 5) and Uptane's agreement of two repositories. No network, no clock of its own.
 */
package dev.catenary.device.update.trust;
