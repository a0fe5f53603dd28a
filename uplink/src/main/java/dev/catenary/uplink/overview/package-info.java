/** Overview of a zone: a thinned copy of its points. No disk and no network here. */
package dev.catenary.uplink.overview;
