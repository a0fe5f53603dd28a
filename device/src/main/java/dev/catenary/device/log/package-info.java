/** Log output: redacted, at levels that the journal understands. */
package dev.catenary.device.log;
