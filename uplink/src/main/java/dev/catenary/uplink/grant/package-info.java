/**
 * Uploads without keys: each request to S3 is granted by a service that knows this vehicle by its
 * certificate. See docs/grants.md.
 */
package dev.catenary.uplink.grant;
