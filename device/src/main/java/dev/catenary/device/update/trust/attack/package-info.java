/** Attacks on updates, each by its own name, with what was found and what was expected. */
package dev.catenary.device.update.trust.attack;
