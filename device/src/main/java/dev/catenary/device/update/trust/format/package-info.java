/** Metadata as The Update Framework writes it: strict JSON, its canonical form, keys and roles. */
package dev.catenary.device.update.trust.format;
