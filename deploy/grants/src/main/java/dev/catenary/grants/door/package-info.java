/** The two ways in, HTTPS and Lambda, and what they do alike. */
package dev.catenary.grants.door;
