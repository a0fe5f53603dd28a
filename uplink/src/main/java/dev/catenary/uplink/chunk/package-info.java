/** A chunk: its name, its checksums and its manifest. No disk and no network here. */
package dev.catenary.uplink.chunk;
