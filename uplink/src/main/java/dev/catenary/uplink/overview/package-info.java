/** What is left of a zone when one looks from afar. No disk and no network here. */
package dev.catenary.uplink.overview;
