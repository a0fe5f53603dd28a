/** Fetches metadata and targets from a server or a folder, bounded in bytes and time. */
package dev.catenary.device.update.fetch;
