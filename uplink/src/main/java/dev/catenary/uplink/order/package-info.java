/** Which chunk goes first. */
package dev.catenary.uplink.order;
