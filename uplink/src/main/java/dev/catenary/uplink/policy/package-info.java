/**
 * Upload policies: what may be sent over which link, when, how fast, and how much of it a day. No
 * network here.
 */
package dev.catenary.uplink.policy;
