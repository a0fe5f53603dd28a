/** Slots that releases are installed in: what the start script says of them, and the installer. */
package dev.catenary.device.update.slot;
