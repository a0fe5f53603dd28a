/** Measurements of this computer and of what stands beside us. */
package dev.catenary.proving.bench;
