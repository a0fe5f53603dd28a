/** Findings in a GeoPackage, with the place in the log that it has come to. */
package dev.catenary.fleet.desk.store;
