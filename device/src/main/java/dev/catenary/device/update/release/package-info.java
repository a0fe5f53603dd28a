/** List of files that a release is. */
package dev.catenary.device.update.release;
