/** What leaves in a log: no secret, and levels that the journal understands. */
package dev.catenary.device.log;
