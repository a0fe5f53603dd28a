/** The device's certificate and key, how they come and are renewed, and the rights they bring. */
package dev.catenary.uplink.credential;
