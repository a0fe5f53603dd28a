/**
 * The outgoing mailbox: chunks become visible in it by rename, and leave it only against the
 * receipt for their exact bytes. No network here.
 */
package dev.catenary.uplink.spool;
